package io.earlybrd.mail;

import java.util.List;

/** What a hostile or careless board may call a posting. */
final class Nasty {
  private Nasty() {}

  static final List<String> TEXTS =
      List.of(
          "Engineer\r\nBcc: victim@example.org",
          "Engineer\nSubject: other",
          "Engineer\rX-Evil: 1",
          "Engineer\u2028Bcc: victim@example.org",
          "Engineer\u2029\u0085Bcc: victim@example.org",
          "Engineer\0null",
          "Engineer\u000b\f\u0007\u001b[31m",
          "\r\n\r\n<html>body",
          "=?UTF-8?Q?=0D=0ABcc:_victim@example.org?=",
          "=?UTF-8?B?DQpCY2M6IHZpY3RpbUBleGFtcGxlLm9yZw==?=",
          "x =?utf-7?q?+ADw-script+AD4-?= y",
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "\"><a href=\"javascript:alert(1)\">click</a>",
          "'><svg/onload=alert(1)>",
          "</title></head><body>gone",
          "--> <!--[if mso]> ]]> <!DOCTYPE x>",
          "&lt;b&gt; &amp; &#60;i&#62;",
          "http://evil.example/login",
          "javascript:alert(1)",
          "[[${T(java.lang.Runtime).getRuntime().exec('id')}]]",
          "[(${7*7})] ${7*7} #{7*7} *{7*7} __${7*7}__ ~{x}",
          "[# th:utext=\"${7*7}\"/]",
          "\u202Egnp.exe\u202C right to left",
          "\u2066\u2067isolate\u2069",
          "\uD800 half a pair \uDC00",
          "\uFFFE\uFFFF noncharacters",
          "zero\u200Bwidth\uFEFF",
          "Développeur·euse — Zürich, 東京で働くエンジニア募集 👩‍💻",
          "日".repeat(300),
          "x".repeat(2_000),
          "=".repeat(300),
          "word ".repeat(400),
          ".\r\n.\r\nQUIT",
          ". leading dot",
          "From the start",
          "   ",
          "\t",
          "a",
          "\"quoted\" (comment) <addr@x.example>, next; end:",
          "trailing space \u00a0 \u3000 ");
}
