package dev.parley.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** An alias goes back as an editor undoes, whatever was done before. */
class PublishedAliasTest {

  /** 0 goes back; other numbers point to that version. */
  @Property(tries = 300)
  void itGoesBackTheWayItCame(@ForAll @Size(max = 40) List<@IntRange(max = 4) Integer> steps) {
    PublishedAlias alias = new PublishedAlias("prod", "ABCDEFGHJK", List.of(new PublishedAlias.Change(Instant.EPOCH, 1, false)));
    List<Integer> way = new ArrayList<>(List.of(1));
    for (int step : steps) {
      int last = way.get(way.size() - 1);
      if (step == 0) {
        Optional<PublishedAlias> back = alias.rolledBack(Instant.EPOCH);
        assertThat(back.isPresent()).isEqualTo(way.size() > 1);
        if (way.size() > 1) {
          way.remove(way.size() - 1);
        }
        alias = back.orElse(alias);
      } else {
        alias = alias.pointed(step, Instant.EPOCH);
        if (step != last) {
          way.add(step);
        }
      }
      assertThat(alias.version()).isEqualTo(way.get(way.size() - 1));
      assertThat(alias.before()).isEqualTo(way.subList(0, way.size() - 1));
    }
  }
}
