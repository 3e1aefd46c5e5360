package dev.parley.speech.mary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.speech.SpeechException;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class SsmlFrontEndTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Hello                                                              | Hello
      <p><s>One.</s><s>Two.</s></p>                                      | <p><s>One.</s><s>Two.</s></p>
      a<break/>b                                                         | a<break time="400ms"/>b
      a<break time="1.5s"/>b<break strength="x-strong"/>c                | a<break time="1500ms"/>b<break time="1200ms"/>c
      <prosody rate="80%" pitch="+10%">x</prosody>                       | <prosody pitch="+10%" rate="-20%">x</prosody>
      <prosody rate="slow" volume="loud">x</prosody>                     | (4 dB) <prosody rate="-25%">x</prosody>
      a <prosody volume="soft">b <prosody volume="-3dB">c</prosody></prosody> d | a (-6 dB) <prosody>b</prosody> (-9 dB) <prosody><prosody>c</prosody></prosody> d
      <say-as interpret-as="time">2:30pm</say-as>                        | two thirty P M
      <say-as interpret-as="time">14:05</say-as>                         | fourteen oh five
      <say-as interpret-as="time">1'21"</say-as>                         | one minute and twenty one seconds
      <emphasis level="strong">x</emphasis>                              | <emphasis level="strong">x</emphasis>
      <say-as interpret-as="digits">1234</say-as>                        | one two three four
      <say-as interpret-as="characters">AB-1</say-as>                    | eigh B, one
      <say-as interpret-as="spell-out">cat</say-as>                      | C eigh T
      <say-as interpret-as="telephone">5551234567</say-as>               | five five five, one two three, four five six seven
      <say-as interpret-as="currency">$5.05</say-as>                     | five dollars and five cents
      <say-as interpret-as="currency">20 EUR</say-as>                    | twenty euros
      <say-as interpret-as="cardinal">1,234</say-as>                     | one thousand two hundred thirty four
      <say-as interpret-as="ordinal">21</say-as>                         | twenty first
      <say-as interpret-as="date" format="dmy">6/5/2026</say-as>         | May sixth, twenty twenty six
      <say-as interpret-as="date">20260506</say-as>                      | May sixth, twenty twenty six
      <say-as interpret-as="whatever">$5</say-as>                        | five dollars
      a <say-as interpret-as="expletive">darn</say-as> b                 | a<break time="400ms"/>b
      <sub alias="World Wide Web Consortium">W3C</sub>                   | World Wide Web Consortium
      <amazon:effect name="whispered">psst</amazon:effect>               | psst
      <audio src="x.wav">a beep</audio><mark name="m"/>                  | a beep
      <phoneme alphabet="ipa" ph="x">tomato</phoneme>                    | tomato
      Pay <sub alias="$5">x</sub>.                                       | Pay five dollars.
      <![CDATA[1 < 2]]>                                                  | 1 &lt; 2
      """)
  void becomesWhatMaryCanSpeak(String ssml, String spoken) {
    assertThat(read("<speak>" + ssml + "</speak>")).isEqualTo(spoken);
  }

  @Test
  void nothingToSayIsNothing() {
    assertThat(new SsmlFrontEnd(EnglishReading::of, Locale.US).read("<speak><break/> . </speak>")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      <speak>a <b>                                                       | line 1, column
      hello                                                              | line 1
      <p>hello</p>                                                       | begins with <p>
      <speak><break time="soon"/></speak>                                | <break time="soon">: expected milliseconds or seconds
      <speak><break time="11s"/></speak>                                 | longer than 10000ms
      <speak><break strength="huge"/></speak>                            | expected one of [medium, none
      <speak><prosody rate="quickly">x</prosody></speak>                 | expected a percentage
      <speak><prosody volume="much">x</prosody></speak>                  | expected decibels such as +6dB
      <speak><say-as>1</say-as></speak>                                  | <say-as> needs the attribute interpret-as
      <speak><sub>x</sub></speak>                                        | <sub> needs the attribute alias
      <speak>&unknown;</speak>                                           | unknown
      """)
  void mistakesAreNamed(String ssml, String part) {
    assertThatThrownBy(() -> read(ssml)).isInstanceOfSatisfying(SpeechException.class, e -> assertThat(e.kind()).isEqualTo(SpeechException.Kind.BAD_TEXT))
        .hasMessageContaining(part);
  }

  @Test
  void entitiesOfOnesOwnAreRefused() {
    assertThatThrownBy(() -> read("<!DOCTYPE speak [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><speak>&x;</speak>"))
        .isInstanceOf(SpeechException.class).hasMessageContaining("DOCTYPE");
  }

  @Test
  void endlessNestingIsRefused() {
    assertThatThrownBy(() -> read("<speak>" + "<p>".repeat(40) + "x" + "</p>".repeat(40) + "</speak>")).isInstanceOf(SpeechException.class)
        .hasMessageContaining("deep");
    // Newer Javas refuse this in their parser already, in words of their own.
    assertThatThrownBy(() -> read("<speak>" + "<p>".repeat(5_000) + "x" + "</p>".repeat(5_000) + "</speak>")).isInstanceOf(SpeechException.class);
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      read("<speak>" + text + "</speak>");
    } catch (SpeechException e) {
      assertThat(e.kind()).isEqualTo(SpeechException.Kind.BAD_TEXT);
    }
  }

  private static String read(String ssml) {
    StringBuilder out = new StringBuilder();
    for (SsmlFrontEnd.Part part : new SsmlFrontEnd(EnglishReading::of, Locale.US).read(ssml)) {
      out.append(part.gainDb() == 0 ? " " : " (" + Math.round(part.gainDb()) + " dB) ");
      children(part.document().getDocumentElement(), out);
    }
    return out.toString().strip();
  }

  private static void children(Node parent, StringBuilder out) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        out.append('<').append(element.getTagName());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
          out.append(' ').append(element.getAttributes().item(i).getNodeName()).append("=\"").append(element.getAttributes().item(i).getNodeValue()).append('"');
        }
        if (element.getTagName().equals("break")) {
          out.append("/>");
        } else {
          out.append('>');
          children(element, out);
          out.append("</").append(element.getTagName()).append('>');
        }
      } else {
        out.append(child.getNodeValue().strip().replace("<", "&lt;"));
      }
    }
  }
}
