package dev.parley.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a look at one thing found.
 *
 * @param what was looked at
 * @param found in what state it is
 * @param todo what to do about it; empty when all is well
 */
record Finding(Level level, String what, String found, String todo) {

  /** How bad it is. */
  enum Level {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String what, String found) {
    return new Finding(Level.OK, what, found, "");
  }

  static Finding warn(String what, String found, String todo) {
    return new Finding(Level.WARN, what, found, todo);
  }

  static Finding fail(String what, String found, String todo) {
    return new Finding(Level.FAIL, what, found, todo);
  }

  /** Prints them and gives the exit code: 1 when one is a failure. */
  static int print(List<Finding> findings, boolean json, PrintWriter out) {
    if (json) {
      ArrayNode all = new ObjectMapper().createArrayNode();
      for (Finding finding : findings) {
        ObjectNode one = all.addObject();
        one.put("level", finding.word()).put("what", finding.what).put("found", finding.found);
        if (!finding.todo.isEmpty()) {
          one.put("todo", finding.todo);
        }
      }
      out.println(all.toPrettyString());
    } else {
      for (Finding finding : findings) {
        out.println(String.format(Locale.ROOT, "%-5s %s: %s", finding.word(), finding.what, finding.found));
        if (!finding.todo.isEmpty()) {
          out.println("      " + finding.todo);
        }
      }
    }
    out.flush();
    return findings.stream().anyMatch(f -> f.level == Level.FAIL) ? 1 : 0;
  }

  private String word() {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
