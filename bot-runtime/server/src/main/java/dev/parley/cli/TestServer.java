package dev.parley.cli;

import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SynthesizerEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole server on a free port of the loopback address, for tests of bots and clients. Thread-safe. */
public final class TestServer implements AutoCloseable {

  private final Application application;

  private TestServer(Application application) {
    this.application = application;
  }

  /**
   * Starts a server.
   *
   * @param bots bot files, bots' folders, or folders of those
   * @param folder for its data and journals
   * @param settings further settings, by key
   * @throws RuntimeException when a bot or setting has mistakes; the message lists them
   */
  public static TestServer start(List<Path> bots, Path folder, Map<String, String> settings) {
    Settings all =
        new Settings()
            .set("server.port", "0", "test")
            .set("data.folder", folder.resolve("data").toString(), "test")
            .set("journal.folder", folder.resolve("journal").toString(), "test");
    settings.forEach((key, value) -> all.option(key + "=" + value));
    return new TestServer(Application.start(all, bots));
  }

  /** The port that it listens on. */
  public int port() {
    return application.port();
  }

  /** How many conversations are live. */
  public int conversations() {
    return application.conversations().size();
  }

  /** Its synthesiser, for callers' voices. */
  public SynthesizerEngine synthesizer() {
    return application.synthesizer().orElseThrow(() -> new IllegalStateException("started without a synthesiser"));
  }

  /** Its recogniser. */
  public RecognizerEngine recognizer() {
    return application.recognizer().orElseThrow(() -> new IllegalStateException("started without a recogniser"));
  }

  @Override
  public void close() {
    application.close();
  }
}
