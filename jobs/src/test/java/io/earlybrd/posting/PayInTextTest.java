package io.earlybrd.posting;

import static io.earlybrd.posting.PayRangeTest.range;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayInTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 800,
      quoteCharacter = '"',
      textBlock =
          """
          # text | min | max | currency | period
          Senior Python Engineer (Remote, US), $140k-$170k | 140000 | 170000 | USD | -
          ML Platform Engineer, $85/hr Remote | 85 | 85 | USD | HOUR
          Sales Manager - £45,000 - £50,000 per annum | 45000 | 50000 | GBP | YEAR
          Account Executive (€50k–€65k) | 50000 | 65000 | EUR | -
          PaaS InsurTech Software (Up to € 73,236.00 Gross 2 Annual+Bonus+Benefits) | - | 73236 | EUR | -
          The compensation range for this role is €60,000 to €80,000 annually. This was established | 60000 | 80000 | EUR | YEAR
          Base Salary: $115,000 | 115000 | 115000 | USD | -
          Base salary is $115,000. | 115000 | 115000 | USD | -
          The base salary range for this position is $150,000 - $250,000 per year, depending on experience | 150000 | 250000 | USD | YEAR
          Base pay for this position ranges from $15 to $25 per hour. Compensation may vary | 15 | 25 | USD | HOUR
          Primary Location Base Pay Range: $151,500 USD - $227,300 USD | 151500 | 227300 | USD | -
          Budget: $300 | 300 | 300 | USD | PROJECT
          Hourly Range: $10.00-$30.00 | 10 | 30 | USD | HOUR
          Pay is £75 per hour for sessions and £40 per hour for additional work | 75 | 75 | GBP | HOUR
          Compensation: ~$65,000 â $90,000 | 65000 | 90000 | USD | -
          Compensation: ~$65,000 – $90,000 | 65000 | 90000 | USD | -
          Evaluator Remote, Hourly Contract, $80 $120/hour | 80 | 120 | USD | HOUR
          Salary: 60,000 - 75,000 | 60000 | 75000 | - | -
          Salary: 95000 | 95000 | 95000 | - | -
          Salary: $120K + equity | 120000 | 120000 | USD | -
          Salary: $120k plus bonus | 120000 | 120000 | USD | -
          We pay $20 per hour | 20 | 20 | USD | HOUR
          Gehalt: 60.000 - 75.000 EUR brutto pro Jahr | 60000 | 75000 | EUR | YEAR
          Jahresgehalt ab 55.000 € | 55000 | - | EUR | YEAR
          Stundenlohn: 15,50 € | 15.5 | 15.5 | EUR | HOUR
          Wir bieten 70.000 € brutto | 70000 | 70000 | EUR | -
          Das Mindestentgelt beträgt 3.200 € brutto pro Monat | 3200 | 3200 | EUR | MONTH
          Salaire : 35 000 à 40 000 € brut annuel | 35000 | 40000 | EUR | YEAR
          Rémunération entre 40 et 45k€ | 40000 | 45000 | EUR | -
          Salario: 30.000€ - 36.000€ brutos | 30000 | 36000 | EUR | -
          Salário: R$ 8.000 a R$ 10.000 | 8000 | 10000 | BRL | -
          Wynagrodzenie: 15 000 - 20 000 PLN miesięcznie | 15000 | 20000 | PLN | MONTH
          年収：600万円〜900万円 | 6000000 | 9000000 | JPY | YEAR
          時給1,200円 | 1200 | 1200 | JPY | HOUR
          OTE: $90k-$110k | 90000 | 110000 | USD | -
          Total compensation: $200k-$300k. Base salary: $150k-$180k. | 150000 | 180000 | USD | -
          We raised $50M. Salary range: $100k - $130k (CAD). | 100000 | 130000 | CAD | -
          "Signing bonus of $5,000. The pay range is $30 - $40 per hour." | 30 | 40 | USD | HOUR
          Besides equity and a bonus, the base pay range is $100,000 - $120,000 | 100000 | 120000 | USD | -
          Earn $20-$30 per hour | 20 | 30 | USD | HOUR
          You are paid $25 an hour | 25 | 25 | USD | HOUR
          Pay range $25.50/hr - $31.00/hr | 25.5 | 31 | USD | HOUR
          """)
  void pay_is_found_where_a_text_states_it(
      String text, String min, String max, String currency, String period) {
    assertThat(PayRange.inText(text)).isEqualTo(range(min, max, currency, period));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 800,
      quoteCharacter = '"',
      textBlock =
          """
          We raised a $50M Series B
          We closed a Series A of $20 - $30 million
          backed by $120 million in funding
          a Series C company that has hit $100M in annual recurring revenue. More than 90,000 customers
          automate how over $200B in annualized spend flows in and out of 70,000 companies
          delivered more than $1B in cash directly
          401(k) with 4% match
          401k and dental
          Compensation: 401k, dental, vision
          A $5,000 sign-on bonus
          Salary plus a signing bonus of $5,000 per year
          Fertility HRA (up to $10,000 per year)
          Fertility drug coverage (up to $4,000 lifetime)
          Annual learning stipend of $2,000 per year
          $1,500/year education budget
          Learning & development budget: up to $15,000 per year
          Up to $100 per month for your gym
          We process $10,000 - $20,000 per day in transactions
          deals between $50,000 and $100,000
          clients with budgets of $10,000 - $40,000
          You own a quota of $500k - $1M per year
          savings of $20,000 to $40,000 a year
          Call +1 (415) 555-0100
          Salary: call 415-555-0100
          Listens on port 8080 - 8090
          Founded in 2015, 1,200 employees
          Salary: 2026
          Salary: 3 weeks of holiday
          Salary: competitive
          Compensation: 15% above market
          10,000 - 50,000 users
          Our customers pay $1,000 per month
          Clients paying $500 - $1,000 per month
          The compensation rate is $0.55 USD per accepted image
          $100 - $200
          $5,000
          The salary is paid monthly
          Pay off $50,000 in student debt
          Version 1.2.3 to 4.5
          The median rent is $2,550 per month
          no digits at all
          """)
  void other_amounts_are_no_pay(String text) {
    assertThat(PayRange.inText(text)).isNull();
  }

  @Test
  void a_heading_above_the_amount_is_its_label() {
    var text =
        "This range reflects our policy.\n\nUnited States Salary Range\n\n$139,200 — $235,200 USD";

    assertThat(PayRange.inText(text)).isEqualTo(range("139200", "235200", "USD", "-"));
  }

  @Test
  void words_of_the_next_line_say_nothing_of_an_amount() {
    var text = "- Base Salary: $115,000\n- Bonus at Target Performance: $20,000 annually";

    assertThat(PayRange.inText(text)).isEqualTo(range("115000", "115000", "USD", "-"));
  }

  @Test
  void the_first_of_several_places_counts() {
    var text =
        "Primary Location Base Pay Range: $151,500 USD - $227,300 USD\n"
            + "Additional US Location(s) Base Pay Range: $137,100 USD - $243,600 USD";

    assertThat(PayRange.inText(text)).isEqualTo(range("151500", "227300", "USD", "-"));
  }

  static Stream<Named<String>> hostile() {
    int size = 200_000;
    return Stream.of(
            "$",
            "1",
            "9,",
            "1 ",
            "1 000 ",
            "$1 ",
            "$1-",
            "$1 - $2 ",
            "Salary: ",
            "Salary: 1 ",
            "salary $1,",
            " ",
            "\n",
            "-",
            "~",
            "€1k–",
            "1.",
            "1'000'",
            "p/",
            "per ",
            "$ ",
            "k",
            "CA$",
            "a",
            "万",
            "1万",
            "\u00a0",
            "1\u00a0000",
            "\ud83d",
            "😀",
            "USD",
            "USD 1 ",
            "/h",
            "$1/h ",
            "base pay $1 bonus ",
            "between $1 and ")
        .map(
            piece ->
                Named.of(
                    "«" + piece + "»", piece.repeat(size / piece.length() + 1).substring(0, size)));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostile_texts_take_no_longer_than_others(String text) {
    Assertions.assertTimeout(
        Duration.ofMillis(500),
        () -> {
          PayRange.inText(text);
          PayRange.parse(text.substring(0, 500));
        });
  }

  @Test
  void no_text_whatever_fails() {
    var random = new Random(5);
    var pieces =
        "$ € £ CA$ kr Rs. 1 0 12 100 1,000 1.000,00 9999999999 k K M 万 円 - – ~ to a per / h yr "
            .concat("Salary: base bonus . , : + ( ) % \n \u00a0 LPA USD p.a. 💶 401 \ud800")
            .split(" ");
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
      }
      for (var range :
          new PayRange[] {PayRange.parse(text.toString()), PayRange.inText(text.toString())}) {
        if (range != null) {
          assertThat(range).satisfies(PayInTextTest::holds);
        }
      }
    }
  }

  private static void holds(PayRange range) {
    var min = range.min();
    var max = range.max();
    assertThat(min != null || max != null).isTrue();
    assertThat(min == null || min.signum() > 0).isTrue();
    assertThat(max == null || max.signum() > 0 && max.compareTo(PayRange.MOST) <= 0).isTrue();
    assertThat(min == null || max == null || min.compareTo(max) <= 0).isTrue();
  }
}
