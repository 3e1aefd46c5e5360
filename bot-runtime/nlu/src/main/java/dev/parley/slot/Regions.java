package dev.parley.slot;

import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.definition.SlotTypeDefinition.Value;
import dev.parley.diagnostic.Span;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads countries and the states of the USA. Countries are those of ISO 3166 with the names that the Java runtime has for them in
 * the bot's language and in English; a newer runtime may write one differently. Thread-safe.
 */
final class Regions implements SlotType {

  private static final Map<String, List<String>> ALSO_SAID =
      Map.ofEntries(
          Map.entry("US", List.of("usa", "us", "u s", "u s a", "america", "the states", "united states of america")),
          Map.entry("GB", List.of("uk", "u k", "britain", "great britain", "england", "scotland", "wales", "northern ireland")),
          Map.entry("AE", List.of("uae", "u a e", "emirates", "the emirates")),
          Map.entry("NL", List.of("holland", "the netherlands")),
          Map.entry("CZ", List.of("czech republic", "the czech republic")),
          Map.entry("CI", List.of("ivory coast")),
          Map.entry("IE", List.of("republic of ireland", "the republic of ireland", "eire")),
          Map.entry("KR", List.of("korea", "republic of korea")),
          Map.entry("CN", List.of("people's republic of china")),
          Map.entry("RU", List.of("russian federation")),
          Map.entry("TR", List.of("turkey", "turkiye")),
          Map.entry("MM", List.of("burma", "myanmar")),
          Map.entry("MK", List.of("macedonia")),
          Map.entry("SZ", List.of("swaziland")),
          Map.entry("CV", List.of("cape verde")),
          Map.entry("TL", List.of("east timor")),
          Map.entry("VA", List.of("the vatican", "vatican")),
          Map.entry("HK", List.of("hong kong")),
          Map.entry("MO", List.of("macau", "macao")),
          Map.entry("PS", List.of("palestine")),
          Map.entry("CG", List.of("republic of the congo")),
          Map.entry("CD", List.of("democratic republic of the congo", "d r congo", "drc")));

  /** Said before a country or a state. */
  private static final List<List<String>> LEADS =
      List.of(
          List.of("i", "live", "in"), List.of("i", "am", "from"), List.of("i'm", "from"), List.of("i", "come", "from"), List.of("i'm", "in"),
          List.of("i", "am", "in"), List.of("from"), List.of("the", "state", "of"), List.of("state", "of"), List.of("we're", "in"), List.of("to"));

  private static final Map<String, List<String>> STATES_ALSO_SAID =
      Map.of(
          "California", List.of("cali"), "Washington", List.of("washington state"), "District of Columbia",
          List.of("washington d c", "washington dc", "d c"), "New York", List.of("new york state"), "Pennsylvania", List.of("penn"), "Massachusetts",
          List.of("mass"));

  private static final Map<String, String> STATES = states();

  private static final ListedSlotType STATE_NAMES = new ListedSlotType(listed("State", STATES));

  /** The names in the language that was read last: a bot's locale reads one. */
  private volatile Optional<Names> names = Optional.empty();

  private record Names(String localeId, ListedSlotType countries) {}

  @Override
  public List<SlotValue.Scalar> resolve(String text, SlotContext context) {
    Optional<Names> known = names.filter(n -> n.localeId.equals(context.localeId()));
    Names here = known.orElseGet(() -> new Names(context.localeId(), countries(context.localeId())));
    names = Optional.of(here);
    return resolve(here.countries, text, context);
  }

  private static List<SlotValue.Scalar> resolve(ListedSlotType names, String text, SlotContext context) {
    List<SlotValue.Scalar> plain = names.resolve(text, context);
    if (!plain.isEmpty()) {
      return plain;
    }
    List<String> tokens = SpokenTokens.corrected(SpokenTokens.of(text));
    List<String> bare = LEADS.stream().filter(l -> SpokenTokens.startsWith(tokens, 0, l)).findFirst().map(l -> tokens.subList(l.size(), tokens.size())).orElse(tokens);
    return names.resolve(String.join(" ", bare), context).stream()
        .map(v -> new SlotValue.Scalar(text.strip(), v.interpretedValue(), v.resolvedValues()))
        .toList();
  }

  private static ListedSlotType countries(String localeId) {
    Locale language = Locale.forLanguageTag(localeId.replace('_', '-'));
    List<Value> values = new ArrayList<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale.Builder().setRegion(code).build();
      List<String> said = new ArrayList<>(ALSO_SAID.getOrDefault(code, List.of()));
      said.add(country.getDisplayCountry(Locale.ENGLISH));
      values.add(new Value(Span.NONE, country.getDisplayCountry(language), said));
    }
    return new ListedSlotType(type("Country", values));
  }

  /** A state: its name, or its two letters, typed as capitals or said one by one. */
  static List<SlotValue.Scalar> state(String text, SlotContext context) {
    List<String> tokens = SpokenTokens.of(text);
    boolean letters = tokens.size() == 2 && tokens.stream().allMatch(t -> t.length() == 1);
    String code = letters ? String.join("", tokens).toUpperCase(Locale.ROOT) : text.strip();
    // A typed OK, HI or OH says something else.
    String state = letters || !List.of("OK", "HI", "OH").contains(code) ? STATES.getOrDefault(code, "") : "";
    return state.isEmpty() ? resolve(STATE_NAMES, text, context) : List.of(new SlotValue.Scalar(text.strip(), state, List.of(state)));
  }

  private static SlotTypeDefinition listed(String name, Map<String, String> values) {
    return type(name, values.values().stream().map(v -> new Value(Span.NONE, v, STATES_ALSO_SAID.getOrDefault(v, List.of()))).toList());
  }

  private static SlotTypeDefinition type(String name, List<Value> values) {
    return new SlotTypeDefinition(Span.NONE, name, Resolution.TOP_RESOLUTION, values, Optional.empty(), List.of(), Map.of());
  }

  private static Map<String, String> states() {
    String table =
        """
        AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,
        FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,
        MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,
        NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,
        PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,
        WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming""";
    Map<String, String> states = new LinkedHashMap<>();
    for (String state : table.split(",\\s*")) {
      states.put(state.substring(0, 2), state.substring(3));
    }
    return states;
  }
}
