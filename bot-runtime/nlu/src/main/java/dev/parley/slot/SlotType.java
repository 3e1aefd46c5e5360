package dev.parley.slot;

import dev.parley.event.SlotValue;
import java.util.List;

/** Reads values of one type. Pure and thread-safe; never throws for any text. */
@FunctionalInterface
public interface SlotType {

  /** What the whole text may mean as a value of this type, best first; empty when it is none. */
  List<SlotValue.Scalar> resolve(String text, SlotContext context);
}
