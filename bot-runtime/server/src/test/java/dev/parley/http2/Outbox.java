package dev.parley.http2;

import java.util.ArrayDeque;
import java.util.Deque;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What a test sends, kept until somebody subscribes and asks for it (the JDK's own publisher drops what comes before). */
final class Outbox<T> implements Publisher<T>, Subscription {

  private final Deque<T> waiting = new ArrayDeque<>();
  private Subscriber<? super T> subscriber;
  private long wanted;
  private boolean closed;
  private boolean over;
  private boolean sending;

  synchronized void submit(T item) {
    waiting.add(item);
    send();
  }

  synchronized void close() {
    closed = true;
    send();
  }

  @Override
  public synchronized void subscribe(Subscriber<? super T> newSubscriber) {
    subscriber = newSubscriber;
    newSubscriber.onSubscribe(this);
    send();
  }

  @Override
  public synchronized void request(long n) {
    wanted += n;
    send();
  }

  @Override
  public synchronized void cancel() {
    over = true;
  }

  private void send() {
    if (sending || subscriber == null) {
      return;
    }
    sending = true;
    while (!over && wanted > 0 && !waiting.isEmpty()) {
      wanted--;
      subscriber.onNext(waiting.poll());
    }
    if (!over && closed && waiting.isEmpty()) {
      over = true;
      subscriber.onComplete();
    }
    sending = false;
  }
}
