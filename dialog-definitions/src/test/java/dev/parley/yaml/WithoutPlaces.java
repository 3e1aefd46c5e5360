package dev.parley.yaml;

import com.google.re2j.Pattern;
import dev.parley.diagnostic.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a definition says, whatever the file and the lines that it was read from: for comparing two of them. */
public final class WithoutPlaces {

  private WithoutPlaces() {}

  /** The definition as maps, lists and texts; equal for two that mean the same. */
  public static Object of(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(WithoutPlaces::of).map(v -> (Object) List.of(v)).orElse(List.of());
    } else if (value instanceof List<?> list) {
      return list.stream().map(WithoutPlaces::of).toList();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((k, v) -> sorted.put(k.toString(), of(v)));
      return sorted;
    } else if (value instanceof Pattern pattern) {
      return pattern.pattern() + "/" + pattern.flags();
    } else if (value instanceof Record whole) {
      List<Object> parts = new ArrayList<>(List.of(whole.getClass().getSimpleName()));
      for (RecordComponent component : whole.getClass().getRecordComponents()) {
        if (component.getType() != Span.class) {
          parts.add(component.getName() + "=" + of(get(whole, component)));
        }
      }
      return parts;
    }
    return value;
  }

  private static Object get(Record whole, RecordComponent component) {
    try {
      return component.getAccessor().invoke(whole);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
