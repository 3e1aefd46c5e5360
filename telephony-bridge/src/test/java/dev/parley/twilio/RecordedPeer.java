package dev.parley.twilio;

import dev.parley.conversation.SocketRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The other side of a media socket, which keeps what it was told. */
final class RecordedPeer implements SocketRoute.Peer {

  final List<TwilioCommand> commands = new ArrayList<>();
  final List<Boolean> reading = new ArrayList<>();
  Optional<Integer> closedWith = Optional.empty();
  boolean writable = true;
  int pings;

  @Override
  public void send(String message) {
    commands.add(TwilioJson.command(message).orElseThrow());
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public void reading(boolean wanted) {
    reading.add(wanted);
  }

  @Override
  public void close(int code, String reason) {
    closedWith = closedWith.or(() -> Optional.of(code));
  }

  List<String> marks() {
    return all(TwilioCommand.SetMark.class).stream().map(TwilioCommand.SetMark::name).toList();
  }

  String lastMark() {
    List<String> marks = marks();
    return marks.get(marks.size() - 1);
  }

  long clears() {
    return all(TwilioCommand.Clear.class).size();
  }

  int bytesPlayed() {
    return all(TwilioCommand.Play.class).stream().mapToInt(play -> play.audio().length).sum();
  }

  <T extends TwilioCommand> List<T> all(Class<T> type) {
    return commands.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
