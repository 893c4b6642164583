package dev.baton.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The stack trace of an encoded failure as Java prints it. For one use. */
final class FailureTrace {

  private final List<FailureNode> nodes;
  private final int mostChars;
  private final Set<Integer> told = new HashSet<>();
  private final StringBuilder text = new StringBuilder();

  FailureTrace(List<FailureNode> nodes, int mostChars) {
    this.nodes = nodes;
    this.mostChars = mostChars;
  }

  String text() {
    add(0, "", "");
    return text.length() <= mostChars ? text.toString() : text.substring(0, mostChars) + "…\n";
  }

  private void add(int index, String title, String indent) {
    if (index < 0 || !told.add(index) || text.length() > mostChars) {
      return;
    }
    FailureNode node = nodes.get(index);
    text.append(indent).append(title);
    text.append(new FailureSummary(node.classNames(), node.message())).append('\n');
    for (StackTraceElement frame : node.frames()) {
      if (text.length() > mostChars) {
        return;
      }
      text.append(indent).append("    at ").append(frame).append('\n');
    }
    node.suppressed().forEach(other -> add(other, "Suppressed: ", indent + "    "));
    add(node.cause(), "Caused by: ", indent);
  }
}
