package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import java.util.Arrays;
import java.util.List;

/** What callers say for values of the built-in types: samples are filled with them. Each reads as its type, in English. */
public final class ExampleValues {

  private ExampleValues() {}

  /** Some ways to say values of the type, long and short ones. */
  public static List<String> of(BuiltInSlotType type) {
    return Arrays.stream(all(type).split(",")).map(String::strip).toList();
  }

  private static String all(BuiltInSlotType type) {
    return switch (type) {
      case ALPHA_NUMERIC -> "a b 1 2 3 4, x 9 7 2, b 5 5, q w 1 2, a 1 b 2 c 3, 7 7 z, m as in mike 4 2 1, k l 8 0 0 5, ab12cd, z99, r2d2, xk4410";
      case CITY ->
          "boston, new york, los angeles, paris, berlin, san francisco, leeds, springfield, salt lake city, london, chicago, milton keynes, oslo,"
              + " madrid, fort worth, kansas city, lyon, austin, newark, santa fe, portland, bath, st louis, dublin, tokyo, cape town, rio de janeiro,"
              + " vienna, stockton, palm springs, zurich, seattle, denver, new orleans, lisbon";
      case CONFIRMATION -> "yes, no, yeah sure, nope, maybe";
      case COUNTRY ->
          "france, germany, the united states, japan, brazil, south africa, new zealand, spain, india, mexico, canada, ireland, italy, united kingdom";
      case CURRENCY ->
          "fifty dollars, 20 dollars, $45, a hundred bucks, three dollars and fifty cents, 1200, 75, two hundred, £30, one hundred and five dollars,"
              + " 99.50, twenty five, five hundred euros, a thousand dollars, 60 pounds, ten";
      case DATE ->
          "tomorrow, today, next friday, monday, the third of march, march third, the day after tomorrow, 3/14, in two weeks, december twenty fourth,"
              + " the twenty first of june two thousand twenty seven, next week tuesday, may 5, the first, 2027-03-09, saturday, this thursday, july 4th";
      case DAY_OF_WEEK -> "monday, tuesday, wednesday, thursday, friday, saturday, sunday, tomorrow, fridays";
      case DIGITS, PAYMENT_CARD ->
          "1234, 4 0 0 1 2 3 4, four one one one, 98765432, five five five zero one two three, double four seven nine oh, 4000123412341234,"
              + " one two three four five six seven eight, twelve thirty four, 7 2 9 0, 0042";
      case DURATION ->
          "two hours, an hour and a half, 30 minutes, three days, a week, ten minutes, half an hour, six months, 2 years, forty five minutes, one hour";
      case EMAIL_ADDRESS ->
          "john dot smith at example dot com, anna@example.org, info at example dot net, j smith at mail dot example dot com, maria.lopez@example.com";
      case EXPIRY_DATE -> "march twenty twenty eight, 03/28, oh three twenty eight, december 2027, 11/29";
      case FIRST_NAME ->
          "anna, john, maria, david, sarah, peter, fatima, james, emma, mohammed, wei, olga, carlos, julia, tom, priya, mary jane, lars, chloe, ahmed,"
              + " nina, paul, rosa, henry, yuki";
      case FREE_FORM_INPUT ->
          "my screen is broken, buy milk, call the dentist about my tooth, the blue one, lunch with grandma, water the plants before i leave,"
              + " it makes a strange noise, feed the cat, pick up the kids, a leaking pipe under the sink, happy birthday dear friend, team meeting,"
              + " the package never came, return the library books, old photos, we are running late, take out the bins, headache, running shoes,"
              + " see you at the station, blue curtains for the kitchen, finish the report, lost luggage, order more coffee";
      case LAST_NAME ->
          "smith, jones, garcia, mueller, o'brien, van dyke, patel, nguyen, brown, de la cruz, kowalski, johnson, lee, martin, rossi, novak, hughes,"
              + " fernandez, okafor, schmidt, macdonald, ito, king, larsen";
      case NUMBER -> "one, two, 3, four, ten, 25, a hundred, twelve, 7, one hundred and twenty, three thousand, 50, a couple, sixteen, 1.5, forty two";
      case ORDINAL -> "first, the second one, third, last, the fifth, second to last, number four, 3rd";
      case PERCENTAGE -> "five percent, 25 percent, ten per cent, 3.5%, half a percent, twelve percent";
      case PHONE_NUMBER -> "5 5 5 0 1 4 2 7 8 9, 212 555 0142, two one two five five five zero one four two, +44 20 7946 0018, 415 555 0199";
      case STATE -> "texas, new york, california, ohio, north carolina, florida, washington, west virginia";
      case STREET_NAME ->
          "main street, baker street, mill lane, high street, fifth avenue, elm road, king's road, station road, sunset boulevard, park avenue,"
              + " old church lane, broadway, 42nd street, maple drive";
      case TIME -> "five pm, 3:30 pm, half past six pm, noon, ten in the morning, quarter to nine in the evening, 7 am, midnight, eight thirty am, 18:45";
      case UK_POSTAL_CODE -> "sw1a 1aa, m1 1ae, e c 1 a 1 b b, b 3 3 8 t h, ls1 4dy";
    };
  }
}
