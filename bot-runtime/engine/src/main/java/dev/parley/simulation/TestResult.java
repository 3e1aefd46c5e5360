package dev.parley.simulation;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import java.util.List;

/**
 * How a conversation test went.
 *
 * @param name the test's file
 * @param passed whether everything was as it should be
 * @param report what was not, and where it is written
 * @param transcript what happened, line by line, up to there; secrets are masked
 */
public record TestResult(String name, boolean passed, Report report, List<String> transcript) {

  public TestResult {
    transcript = List.copyOf(transcript);
  }

  /** The result for people: one line when it passed; else what was wrong, and the conversation up to there. */
  public String print() {
    if (passed) {
      return "passed " + name + "\n";
    }
    StringBuilder out = new StringBuilder("FAILED ").append(name).append('\n').append(TextReportPrinter.print(report));
    if (!transcript.isEmpty()) {
      out.append("the conversation up to there:\n");
      transcript.forEach(line -> out.append("  ").append(line).append('\n'));
    }
    return out.toString();
  }
}
