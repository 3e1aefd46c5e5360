package dev.parley.sagemaker;

import dev.parley.conversation.HttpRoute.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request's path and query, decoded once.
 *
 * @param segments of the path, without what it begins with
 * @param parameters of the query, in order; names may repeat
 */
record FeaturePath(List<String> segments, List<Parameter> parameters) {

  /** One of the query. */
  record Parameter(String name, String value) {}

  /** Reads what follows a prefix such as {@code /FeatureGroup/}. */
  static FeaturePath read(Request request, String prefix) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = (query < 0 ? uri : uri.substring(0, query)).substring(prefix.length());
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      segments.add(decoded(segment.replace("+", "%2B"), "path"));
    }
    List<Parameter> parameters = new ArrayList<>();
    if (query >= 0) {
      for (String part : uri.substring(query + 1).split("&", -1)) {
        int equals = part.indexOf('=');
        if (!part.isEmpty()) {
          parameters.add(new Parameter(
              decoded(equals < 0 ? part : part.substring(0, equals), "query"), equals < 0 ? "" : decoded(part.substring(equals + 1), "query")));
        }
      }
    }
    return new FeaturePath(segments, parameters);
  }

  private static String decoded(String text, String where) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw FeatureRefused.invalid("the " + where + " holds a broken percent escape");
    }
  }

  /** The group that a name or an ARN means. */
  static String group(String nameOrArn) {
    return nameOrArn.startsWith("arn:") ? nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
  }

  /** All values of a parameter. */
  List<String> all(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).map(Parameter::value).toList();
  }

  /** A parameter's one value. */
  Optional<String> one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw FeatureRefused.invalid(name + " stands " + all.size() + " times in the query; one is expected");
    }
    return all.stream().findFirst();
  }

  /** A parameter's one value, which must be there. */
  String required(String name) {
    return one(name).filter(v -> !v.isEmpty()).orElseThrow(() -> FeatureRefused.invalid(name + " is missing in the query"));
  }
}
