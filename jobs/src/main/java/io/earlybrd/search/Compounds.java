package io.earlybrd.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words that people write as one, as two, or with a hyphen. Those with a hyphen need no list: a
 * posting's {@code co-founder} is also {@code cofounder}, and so is a query's.
 */
final class Compounds {
  private static final Map<String, String[]> PARTS = new HashMap<>();

  static {
    Arrays.stream(
            """
            front end|back end|full stack|dev ops|dev sec ops|sys admin|web site|web master|data base|data center
            on site|off site|on line|off line|on call|in house|part time|full time|free lance|start up|home office
            e commerce|e learning|e mail|e sports|micro services|block chain|cyber security|fin tech|bio tech|ed tech
            health care|child care|care giver|care taker|child minder|house keeper|house keeping|book keeper
            book keeping|store keeper|gate keeper|grounds keeper|copy writer|copy writing|ghost writer|screen writer
            proof reader|proof reading|web design|java script|type script|coffee script
            post gres|my sql|no sql|git hub|git lab|power point|word press|sales force|dev rel
            help desk|service desk|ware house|fork lift|fire fighter|bar tender|hair dresser
            para legal|para medic|post doc|post doctoral|under graduate|pre sales|after sales|multi media
            real time|low code|hard ware|soft ware|firm ware|co op|pre school|after school\
            """
                .split("[|\\n]"))
        .map(String::strip)
        .forEach(words -> PARTS.put(words.replace(" ", ""), words.split(" ")));
  }

  private Compounds() {}

  /** The words that {@code token} is also written as; null where it is one word alone. */
  static String @Nullable [] parts(String token) {
    var parts = PARTS.get(token);
    if (parts == null && token.endsWith("s")) {
      var singular = PARTS.get(token.substring(0, token.length() - 1));
      if (singular != null) {
        parts = singular.clone();
        parts[parts.length - 1] += "s";
      }
    }
    return parts == null || parts.length == 1 ? null : parts;
  }

  /** Whether the two words are also written as one. */
  static boolean areOne(String first, String second) {
    var parts = parts(first + second);
    return parts != null && parts.length == 2 && parts[0].equals(first);
  }
}
