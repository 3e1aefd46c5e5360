package dev.parley.conversation;

import dev.parley.audio.AudioFormat;

class RecordingChannelTest extends ChannelContract {

  @Override
  protected Line call() {
    RecordingChannel channel = RecordingChannel.phone(AudioFormat.LPCM_8K, 100);
    ScriptedConversation conversation = new ScriptedConversation("caller-1");
    channel.attach(conversation);
    return new MemoryLine(channel, conversation);
  }

  private record MemoryLine(RecordingChannel channel, ScriptedConversation conversation) implements Line {
    @Override
    public void callerPresses(char key) {
      channel.press(key);
    }

    @Override
    public void callerHearsAll() {
      channel.hearAll();
    }

    @Override
    public void callerLeaves() {
      channel.leave();
    }

    @Override
    public boolean open() {
      return channel.open();
    }

    @Override
    public int sent() {
      return channel.sent().size();
    }

    @Override
    public void close() {}
  }
}
