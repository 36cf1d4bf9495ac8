package io.earlybrd.board;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a board goes on after its first page. Immutable.
 *
 * @param pages read at most, the first included
 * @param next where the next page's address is; null: pages are counted
 * @param parameter of the address that counts: in its query, or in a list inside of one of its
 *     values ({@code finder=all;site=A,offset=25}); {@code search/} counts in the path. Null with
 *     {@code next}, or where the request's body has {@code {$count}}
 * @param from what it is on the first page
 * @param by how much it grows with each page; 0: by the postings that the page had
 * @param total where the document says how many postings there are on all pages
 * @param token where it says by what the next page is asked for, at the same address; null: pages
 *     are counted
 */
record Paging(
    int pages,
    @Nullable Rule next,
    @Nullable String parameter,
    int from,
    int by,
    @Nullable Rule total,
    @Nullable Rule token) {
  static final Paging NONE = new Paging(1, null, null, 0, 0, null, null);

  /** Whether there can be more than one page. */
  boolean goesOn() {
    return pages > 1;
  }

  /** The address of the page that counts {@code count}, of the board at {@code board}. */
  URI page(URI board, long count) {
    if (parameter == null) {
      return board;
    }
    var address = board.toString().split("#", 2)[0];
    var counted = counted(parameter, address);
    if (counted.find()) {
      return URI.create(address.substring(0, counted.start(1)) + count + rest(counted, address));
    }
    return parameter.endsWith("/")
        ? board
        : URI.create(address + (address.contains("?") ? "&" : "?") + parameter + "=" + count);
  }

  /** What the first page counts: the address may say another beginning. */
  long first(URI board) {
    var counted = parameter == null ? null : counted(parameter, board.toString());
    return counted == null || !counted.find() || counted.group(1).isEmpty()
        ? from
        : Long.parseLong(counted.group(1));
  }

  private static String rest(Matcher counted, String address) {
    return address.substring(counted.end(1));
  }

  /** Its group is the number; programs escape the signs around it where they need not. */
  private static Matcher counted(String parameter, String address) {
    var name =
        Pattern.quote(parameter).replace("$", "\\E(?:\\$|%24)\\Q")
            + (parameter.endsWith("/") ? "" : "(?:=|%3[Dd])");
    return Pattern.compile("(?:[?&;,/]|%3[Bb]|%2[Cc])" + name + "(\\d{0,9})(?!\\d)")
        .matcher(address);
  }
}
