package dev.parley.sound;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.ogg.OggPacket;
import org.gagravarr.ogg.OggPacketWriter;
import org.gagravarr.opus.OpusInfo;
import org.gagravarr.opus.OpusTags;

/** Opus by Concentus, in pages of Ogg by vorbis-java (RFC 7845). A page holds 100 ms, so that sound can be played as it comes. */
final class OggOpusEncoder implements SoundEncoder {

  private static final int GRANULES_PER_SECOND = 48_000;
  private static final int FRAMES_PER_SECOND = 50;
  private static final int FRAMES_PER_PAGE = 5;
  private static final int BITRATE = 24_000;
  private static final int COMPLEXITY = 5;
  private static final int MAX_PACKET = 1_275;

  private final int rateHz;
  private final int frameBytes;
  private final OpusEncoder opus;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final OggPacketWriter pages;
  private final int preSkip;
  private long samples;
  private int onPage;

  OggOpusEncoder(int rateHz) {
    this.rateHz = rateHz;
    this.frameBytes = rateHz / FRAMES_PER_SECOND * Short.BYTES;
    try {
      opus = new OpusEncoder(rateHz, 1, OpusApplication.OPUS_APPLICATION_VOIP);
      opus.setBitrate(BITRATE);
      opus.setComplexity(COMPLEXITY);
      opus.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
      preSkip = opus.getLookahead() * (GRANULES_PER_SECOND / rateHz);
      OpusInfo info = new OpusInfo();
      info.setNumChannels(1);
      info.setSampleRate(rateHz);
      info.setPreSkip(preSkip);
      pages = new OggFile(out).getPacketWriter();
      pages.bufferPacket(info.write(), true);
      pages.bufferPacket(new OpusTags().write(), true);
    } catch (OpusException e) {
      throw new IllegalArgumentException("Opus does not know " + rateHz + " Hz", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] encode(byte[] pcm) {
    held.writeBytes(pcm);
    byte[] waiting = held.toByteArray();
    held.reset();
    int from = 0;
    // One frame is kept back: the last one of all says where the sound ends.
    for (; waiting.length - from > frameBytes; from += frameBytes) {
      samples += frameBytes / Short.BYTES;
      packet(Arrays.copyOfRange(waiting, from, from + frameBytes));
      if (onPage == FRAMES_PER_PAGE) {
        flush();
      }
    }
    held.write(waiting, from, waiting.length - from);
    return taken();
  }

  private void packet(byte[] frame) {
    byte[] coded = new byte[MAX_PACKET];
    try {
      int length = opus.encode(frame, 0, frameBytes / Short.BYTES, coded, 0, coded.length);
      pages.bufferPacket(new OggPacket(Arrays.copyOf(coded, length)), granule());
      onPage++;
    } catch (OpusException e) {
      throw new IllegalStateException("a frame of " + frameBytes + " bytes cannot be encoded", e);
    }
  }

  private long granule() {
    return preSkip + samples * (GRANULES_PER_SECOND / rateHz);
  }

  private void flush() {
    try {
      pages.flush();
      onPage = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] taken() {
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  @Override
  public byte[] end() {
    // What the encoder holds back comes out with the silence after it; the last granule cuts that off again.
    byte[] rest = held.toByteArray();
    samples += rest.length / Short.BYTES;
    packet(Arrays.copyOf(rest, frameBytes));
    packet(new byte[frameBytes]);
    try {
      pages.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return taken();
  }
}
