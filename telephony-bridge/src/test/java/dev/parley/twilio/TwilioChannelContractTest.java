package dev.parley.twilio;

import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelContract;
import dev.parley.conversation.ScriptedConversation;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

class TwilioChannelContractTest extends ChannelContract {

  @Override
  protected Line call() {
    AtomicReference<Channel> channel = new AtomicReference<>();
    ScriptedConversation conversation = new ScriptedConversation("CA1");
    Phone phone =
        new Phone((request, given) -> {
          channel.set(given);
          return conversation;
        });
    return new TwilioLine(phone.call("CA1"), channel, conversation);
  }

  /** A call whose other end is Twilio's protocol. */
  private static final class TwilioLine implements Line {
    private final Phone.Call call;
    private final AtomicReference<Channel> channel;
    private final ScriptedConversation conversation;
    private int marksBack;

    TwilioLine(Phone.Call call, AtomicReference<Channel> channel, ScriptedConversation conversation) {
      this.call = call;
      this.channel = channel;
      this.conversation = conversation;
    }

    @Override
    public ScriptedConversation conversation() {
      return conversation;
    }

    @Override
    public Channel channel() {
      return channel.get();
    }

    @Override
    public void callerPresses(char key) {
      call.say(new TwilioMessage.Dtmf(key));
    }

    @Override
    public void callerHearsAll() {
      List<String> marks = call.peer.marks();
      for (; marksBack < marks.size(); marksBack++) {
        call.returnMark(marks.get(marksBack));
      }
    }

    @Override
    public void callerLeaves() {
      call.say(new TwilioMessage.Stop());
    }

    @Override
    public boolean open() {
      return call.peer.closedWith.isEmpty();
    }

    @Override
    public int sent() {
      return call.peer.commands.size();
    }

    @Override
    public void close() {
      call.socket.closed(1000, "the test is over");
    }
  }
}
