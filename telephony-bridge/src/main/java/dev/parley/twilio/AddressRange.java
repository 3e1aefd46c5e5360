package dev.parley.twilio;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of network addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}; one address is a range too. Thread-safe. */
public final class AddressRange {

  /** Addresses only: a name would be asked for in the network. */
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /** How Java writes a peer, {@code /10.0.0.5:34567} or {@code /[fd00::1]:34567}; the slash and the port may be missing. */
  private static final Pattern PORT = Pattern.compile("(?<=\\]):\\d+$|(?<=^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}):\\d+$");

  private final String text;
  private final byte[] network;
  private final int bits;

  private AddressRange(String text, byte[] network, int bits) {
    this.text = text;
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none; says what was expected
   */
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> network = address(slash < 0 ? text : text.substring(0, slash));
    int most = network.map(bytes -> bytes.length * 8).orElse(0);
    int bits = slash < 0 ? most : bits(text.substring(slash + 1));
    if (network.isEmpty() || bits < 0 || bits > most) {
      throw new IllegalArgumentException("'" + text + "' is no range of addresses; expected such as 10.0.0.0/8, 192.0.2.7 or fd00::/8");
    }
    return new AddressRange(text, network.get(), bits);
  }

  private static int bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** Whether a peer, as a request names it, is in this range; one that cannot be read is not. */
  public boolean contains(String peer) {
    String bare = PORT.matcher(peer.substring(peer.indexOf('/') + 1)).replaceFirst("").replaceAll("[\\[\\]]|%.*", "");
    return address(bare).filter(bytes -> bytes.length == network.length && sameBits(bytes)).isPresent();
  }

  private boolean sameBits(byte[] address) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> address(String text) {
    try {
      return ADDRESS.matcher(text).matches() ? Optional.of(InetAddress.getByName(text).getAddress()) : Optional.empty();
    } catch (UnknownHostException none) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
