package dev.parley.slot;

import dev.parley.event.SlotValue;
import java.util.List;

/** Reads values of one type. Pure and thread-safe; never throws for any text. */
@FunctionalInterface
public interface SlotType {

  /**
   * What the whole text may mean as a value of this type, best first; empty when it is none. A value whose interpreted value is
   * empty is not settled yet: it may be any of its resolved values, as ten o'clock may be 10:00 or 22:00.
   */
  List<SlotValue.Scalar> resolve(String text, SlotContext context);
}
