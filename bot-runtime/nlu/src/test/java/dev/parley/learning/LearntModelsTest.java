package dev.parley.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A model is learnt once, also over restarts, and never taken from a file that is not as it was written. */
class LearntModelsTest {

  private static final int ROOM = 10_000;

  /** A model that is a number. */
  private record Number(int number) implements LearntModel {

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeInt(number);
    }

    static Number read(DataInput in) throws IOException {
      return new Number(in.readInt());
    }
  }

  /** Another kind, of which more is written. */
  private record Long(long number) implements LearntModel {

    @Override
    public void write(DataOutput out) throws IOException {
      out.writeLong(number);
    }

    static Long read(DataInput in) throws IOException {
      return new Long(in.readLong());
    }
  }

  private static LearntModels by(String code) {
    return new LearntModels(code, ROOM);
  }

  private static int number(LearntModels models, String of, int trained) {
    return models.of(new Recipe("number").add(of), Number::read, () -> new Number(trained)).number;
  }

  private static byte[] written() {
    LearntModels models = by("one");
    number(models, "pay", 1);
    number(models, "balance", 2);
    return models.toBytes();
  }

  @Test
  void whatWasLearntIsNotLearntAgain() {
    LearntModels models = by("one");
    assertThat(number(models, "pay", 1)).isEqualTo(1);
    assertThat(number(models, "pay", 2)).isEqualTo(1);
    assertThat(number(models, "balance", 2)).isEqualTo(2);
    assertThat(models.learnt()).isEqualTo(2);
  }

  @Test
  void whatWasWrittenIsRecalled() {
    LearntModels models = by("one");
    assertThat(models.recall(written())).isEqualTo(2);
    assertThat(number(models, "pay", 3)).isEqualTo(1);
    assertThat(models.learnt()).isZero();
  }

  @Test
  void whatOtherCodeHasLearntIsLearntAnewAndReplaced() {
    LearntModels models = by("two");
    assertThat(models.recall(written())).isZero();
    assertThat(number(models, "pay", 3)).isEqualTo(3);
    LearntModels next = by("two");
    next.recall(models.toBytes());
    assertThat(number(next, "pay", 4)).isEqualTo(3);
    assertThat(next.size()).isEqualTo(1);
  }

  @Test
  void partsOfARecipeAreToldApart() {
    LearntModels models = by("one");
    models.of(new Recipe("number").add("ab").add("c"), Number::read, () -> new Number(1));
    assertThat(models.of(new Recipe("number").add("a").add("bc"), Number::read, () -> new Number(2)).number).isEqualTo(2);
  }

  @Test
  void aModelOfAnotherShapeIsLearntAnewAndReplaced() {
    LearntModels models = by("one");
    number(models, "pay", 1);
    Recipe same = new Recipe("number").add("pay");
    assertThat(models.of(same, Long::read, () -> new Long(2)).number).isEqualTo(2);
    assertThat(number(models, "pay", 3)).as("what has more bytes is no number either").isEqualTo(3);
  }

  @Test
  void noMoreIsKeptThanMayBeAndWhatWasUsedLastStays() {
    LearntModels models = new LearntModels("one", 100);
    for (int i = 0; i < 50; i++) {
      number(models, "first", -1);
      number(models, "sample " + i, i);
    }
    assertThat(models.size()).isBetween(2, 4);
    assertThat(number(models, "first", 7)).isEqualTo(-1);
    assertThat(number(models, "sample 0", 7)).isEqualTo(7);
    LearntModels next = new LearntModels("one", 100);
    next.recall(models.toBytes());
    assertThat(number(next, "sample 0", 8)).isEqualTo(7);
  }

  @Test
  void aFileFromWhereThereWasMoreRoomIsTakenAsFarAsItFits() {
    LearntModels models = new LearntModels("one", 30);
    assertThat(models.recall(written())).isEqualTo(1);
    assertThat(number(models, "balance", 3)).isEqualTo(2);
  }

  @Test
  void withoutRoomNothingIsKept() {
    LearntModels none = LearntModels.none();
    number(none, "pay", 1);
    assertThat(number(none, "pay", 2)).isEqualTo(2);
    assertThat(none.size()).isZero();
  }

  @Property(tries = 300)
  void aTornFileIsNotTaken(@ForAll @IntRange(max = 82) int at, @ForAll @IntRange(min = 1, max = 255) int change, @ForAll boolean cut) {
    byte[] bytes = written();
    byte[] damaged = Arrays.copyOf(bytes, cut ? at % bytes.length : bytes.length);
    if (!cut) {
      damaged[at % bytes.length] ^= (byte) change;
    }
    LearntModels models = by("one");
    assertThatThrownBy(() -> models.recall(damaged)).isInstanceOf(LearntModelsException.class).hasMessage("trained models are damaged, or none");
    assertThat(models.size()).isZero();
  }
}
