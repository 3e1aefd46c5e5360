package dev.parley.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
import dev.parley.event.InputMode;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a call costs and how soon it is answered, with everything real but the network: a silent caller, one who speaks beside plain Vosk
 * that is fed the same speech, and the time from the last word to the first sound of the answer, beyond the configured end silence. How it
 * is run: {@code bot-runtime/speech/README.md}.
 */
public final class VoiceBench {

  private static final String BOT =
      """
      bot: BenchBot
      locale: en_US
      greeting: Go ahead.
      intents:
        Noted:
          utterances: [please make a note, take a note of it, make a note of that]
          close: { say: "All right, I have made a note of that.", next: elicit_intent }
        Number:
          utterances: ["my number is {N}", "the number is {N}"]
          slots:
            N: { type: Number, ask: Which number? }
          close: { say: "Your number is {N}, and I keep it.", next: elicit_intent }
        FallbackIntent: { close: { say: "All right, I have made a note of that.", next: elicit_intent } }
      """;

  private static final List<String> SENTENCES =
      List.of(
          "please make a note that the parcel has not come yet", "my sister would like to know when the shop opens on sunday",
          "I have waited for an answer since the beginning of the week", "could somebody look at the heating in the small room upstairs",
          "we would rather come on thursday if that is possible", "the bill says something else than what I was told on the phone",
          "there is a strange noise whenever the door is opened", "I do not remember the name of the person I talked to");

  private static final int RATE_HZ = 8_000;
  private static final int FRAME_MS = 20;
  private static final int END_SILENCE_MS = 640;
  private static final int PRE_ROLL_MS = 300;
  private static final int SILENT_MINUTES = 10;
  private static final int ROUNDS = 3;
  private static final int TURNS = 20;
  /** Before those that count, as in a server that has been up for a while. */
  private static final int WARM_UP_TURNS = 5;
  private static final double NOISE_DBFS = -60;
  private static final double WORD_DBFS = -40;
  private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Application application;
  private final SynthesizerEngine mary;
  private final Random random = new Random(1);
  private int sessions;

  private VoiceBench(Application application) {
    this.application = application;
    this.mary = application.synthesizer().orElseThrow();
  }

  /**
   * Runs what is named, or all.
   *
   * @param arguments of {@code silent}, {@code speaking}, {@code answers}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Set<String> named = Set.of(arguments.length == 0 ? new String[] {"silent", "speaking", "answers"} : arguments);
    Path folder = Files.createTempDirectory("voice-bench");
    Path bot = Files.writeString(folder.resolve("bot.yaml"), BOT);
    Settings settings = new Settings().set("server.port", "0", "bench").set("data.folder", folder.resolve("data").toString(), "bench");
    settings.set("understanding.encoder", "none", "bench").set("journal.folder", folder.resolve("journal").toString(), "bench");
    try (Application application = Application.start(settings, List.of(bot))) {
      application.warm().join();
      VoiceBench bench = new VoiceBench(application);
      if (named.contains("silent")) {
        bench.silent();
      }
      if (named.contains("speaking")) {
        bench.speaking();
      }
      if (named.contains("answers")) {
        bench.answers();
      }
    }
    System.exit(0);
  }

  /** A channel that notes when the first sound of each prompt comes. */
  private static final class Line implements Channel {
    private final Optional<AudioFormat> out;
    private final Semaphore room = new Semaphore(0);
    private final BlockingQueue<Long> firsts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
    private long prompt = -1;

    Line(boolean spoken) {
      out = spoken ? Optional.of(AudioFormat.LPCM_8K) : Optional.empty();
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities("bench", List.of(InputMode.SPEECH), out, out.isPresent(), true, true, 400);
    }

    @Override
    public void send(ChannelOutput output) {
      if (output instanceof ChannelOutput.Audio audio && audio.prompt() != prompt) {
        prompt = audio.prompt();
        firsts.add(System.nanoTime());
      } else if (output instanceof ChannelOutput.AudioEnd end) {
        ends.add(end.prompt());
      }
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void inputWanted() {
      room.release();
    }
  }

  private LiveConversation call(Line line) {
    return application
        .conversations()
        .start(
            new ConversationRequest("BenchBot", "TSTALIASID", "en_US", "caller-" + ++sessions, Optional.empty(), List.of(), Map.of(), Optional.empty()),
            line);
  }

  /** Hands the sound in as fast as it is taken, and gives the processor seconds that it cost the process. */
  private double cpu(Pcm sound) throws InterruptedException {
    Line line = new Line(false);
    long began = SYSTEM.getProcessCpuTime();
    LiveConversation conversation = call(line);
    for (long at = 0; at < sound.durationMs(); at += FRAME_MS) {
      AudioFrame frame = frame(sound, at);
      while (conversation.audio("audio-" + at, frame) == LiveConversation.Offer.FULL) {
        line.room.tryAcquire(1, TimeUnit.SECONDS);
      }
    }
    conversation.finish("all was said");
    conversation.ended().toCompletableFuture().join();
    return (SYSTEM.getProcessCpuTime() - began) / 1e9;
  }

  private static AudioFrame frame(Pcm sound, long at) {
    return new AudioFrame(AudioFormat.LPCM_8K, sound.slice(at, at + FRAME_MS).toBytes(AudioFormat.LPCM_8K), at);
  }

  private Pcm noise(long ms) {
    short[] samples = new short[(int) (ms * RATE_HZ / 1_000)];
    double amplitude = Math.pow(10, NOISE_DBFS / 20) * -Short.MIN_VALUE;
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(amplitude * random.nextGaussian());
    }
    return Pcm.of(samples, RATE_HZ);
  }

  private void silent() throws InterruptedException {
    Pcm minute = noise(TimeUnit.MINUTES.toMillis(1));
    cpu(minute);
    List<Double> shares = new ArrayList<>();
    Pcm all = Pcm.concat(Collections.nCopies(SILENT_MINUTES, minute));
    for (int round = 0; round < ROUNDS; round++) {
      shares.add(100 * cpu(all) / (SILENT_MINUTES * 60));
    }
    print("a silent caller: %.2f %% of a core (best of %s)", Collections.min(shares), rounded(shares));
  }

  private void speaking() throws InterruptedException {
    List<Pcm> said = SENTENCES.stream().map(s -> mary.synthesize(SpeechRequest.plain(s, Locale.US, RATE_HZ))).toList();
    List<Pcm> line = new ArrayList<>();
    for (Pcm sentence : said) {
      line.addAll(List.of(noise(1_500), sentence));
    }
    line.add(noise(1_500));
    Pcm call = Pcm.concat(line);
    double spoken = said.stream().mapToLong(Pcm::durationMs).sum() / 1e3;
    List<Double> calls = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (RecognizerEngine vosk = SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("plain", "yes")))) {
      plain(vosk, said);
      cpu(call);
      for (int round = 0; round < ROUNDS; round++) {
        plain.add(plain(vosk, said));
        calls.add(cpu(call));
        ratios.add(calls.get(round) / plain.get(round));
      }
    }
    print(
        "a caller who speaks %.0f s of %.0f: %.2f times the processor time of plain Vosk fed the same speech (best of %s; %s s, plain %s s)", spoken,
        call.durationMs() / 1e3, Collections.min(ratios), rounded(ratios), rounded(calls), rounded(plain));
  }

  /** Plain Vosk on the utterances, each with what a call has around it. */
  private double plain(RecognizerEngine vosk, List<Pcm> said) {
    long began = SYSTEM.getProcessCpuTime();
    try (Recognizer recognizer = vosk.open(new RecognizerRequest(Locale.US, RATE_HZ, RecognitionHints.NONE))) {
      for (Pcm sentence : said) {
        Pcm around = Pcm.concat(noise(PRE_ROLL_MS), sentence, noise(END_SILENCE_MS));
        for (long at = 0; at < around.durationMs(); at += 120) {
          recognizer.accept(around.slice(at, at + 120));
          recognizer.partial();
        }
        recognizer.finish();
      }
    }
    return (SYSTEM.getProcessCpuTime() - began) / 1e9;
  }

  private void answers() throws InterruptedException {
    List<String> tens = List.of("twenty", "thirty", "forty", "fifty", "sixty");
    List<String> ones = List.of("one", "two", "four", "six", "seven", "eight");
    List<Double> cached = new ArrayList<>();
    List<Double> unseen = new ArrayList<>();
    Line line = new Line(true);
    LiveConversation conversation = call(line);
    Caller caller = new Caller(conversation, line);
    caller.waitForPrompt();
    for (int turn = 0; turn < WARM_UP_TURNS; turn++) {
      double first = caller.say(mary.synthesize(SpeechRequest.plain("please make a note", Locale.US, RATE_HZ)));
      if (turn == 0) {
        print("the first answer of all, likewise: %.0f ms", first);
      }
      caller.say(mary.synthesize(SpeechRequest.plain("my number is " + ones.get(turn), Locale.US, RATE_HZ)));
    }
    for (int turn = 0; turn < TURNS; turn++) {
      cached.add(caller.say(mary.synthesize(SpeechRequest.plain("please make a note", Locale.US, RATE_HZ))));
      String number = tens.get(turn % tens.size()) + " " + ones.get(turn / tens.size() % ones.size());
      unseen.add(caller.say(mary.synthesize(SpeechRequest.plain("my number is " + number, Locale.US, RATE_HZ))));
    }
    conversation.hangUp("all was said");
    report("a cached prompt", cached);
    report("a short sentence that was never said", unseen);
  }

  /** Somebody who speaks in real time. */
  private final class Caller {
    private final LiveConversation conversation;
    private final Line line;
    private long at;
    private long next = System.nanoTime();

    Caller(LiveConversation conversation, Line line) {
      this.conversation = conversation;
      this.line = line;
    }

    void waitForPrompt() {
      Long prompt = line.ends.poll();
      while (prompt == null) {
        send(noise(FRAME_MS));
        prompt = line.ends.poll();
      }
      line.firsts.clear();
      // The last of it is still on its way.
      for (int i = 0; i < 600 / FRAME_MS; i++) {
        send(noise(FRAME_MS));
      }
      conversation.playbackCompleted(prompt);
      for (int i = 0; i < 200 / FRAME_MS; i++) {
        send(noise(FRAME_MS));
      }
    }

    /** Says it, and gives how long after the end silence the answer begins, in ms. */
    double say(Pcm words) {
      long end = System.nanoTime();
      for (long ms = 0; ms + FRAME_MS <= words.durationMs(); ms += FRAME_MS) {
        Pcm piece = words.slice(ms, ms + FRAME_MS);
        send(piece);
        end = Pcm.levelDbfs(piece.samples()) > WORD_DBFS ? System.nanoTime() : end;
      }
      Long first = line.firsts.poll();
      while (first == null) {
        send(noise(FRAME_MS));
        first = line.firsts.poll();
      }
      waitForPrompt();
      return (first - end) / 1e6 - END_SILENCE_MS;
    }

    private void send(Pcm piece) {
      next += TimeUnit.MILLISECONDS.toNanos(FRAME_MS);
      for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      conversation.audio("audio-" + at, new AudioFrame(AudioFormat.LPCM_8K, piece.toBytes(AudioFormat.LPCM_8K), at));
      at += FRAME_MS;
    }
  }

  private static void report(String what, List<Double> ms) {
    double[] sorted = ms.stream().mapToDouble(d -> d).sorted().toArray();
    print(
        "from the last word to the first sound of %s, beyond %d ms of silence: p50 %.0f ms, p95 %.0f ms (%d turns)", what, END_SILENCE_MS,
        sorted[sorted.length / 2], sorted[(int) Math.ceil(sorted.length * 0.95) - 1], sorted.length);
  }

  private static String rounded(List<Double> values) {
    return Arrays.toString(values.stream().mapToDouble(v -> Math.round(v * 100) / 100.0).toArray());
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
