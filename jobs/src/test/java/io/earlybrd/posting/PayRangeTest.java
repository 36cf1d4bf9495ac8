package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.posting.PayRange.Period;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayRangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      maxCharsPerColumn = 600,
      textBlock =
          """
          # shown                                    | min     | max     | currency | period
          # Ranges
          CA$102.8K – CA$137K                        | 102800  | 137000  | CAD | -
          CA$102.8K - CA$137K                        | 102800  | 137000  | CAD | -
          C$90K–C$110K                               | 90000   | 110000  | CAD | -
          $30 - $38 per hour                         | 30      | 38      | USD | HOUR
          $30 - $45 USD per hour                     | 30      | 45      | USD | HOUR
          $31,2k- $52k                               | 31200   | 52000   | USD | -
          OTE $25k - $35k                            | 25000   | 35000   | USD | -
          $95,000-$115,000                           | 95000   | 115000  | USD | -
          $135,000 - $198,000 / year                 | 135000  | 198000  | USD | YEAR
          $0.05 – $0.06 / hour                       | 0.05    | 0.06    | USD | HOUR
          $150,000.00 - $190,000.00 Yearly           | 150000  | 190000  | USD | YEAR
          $139,200 — $235,200 USD                    | 139200  | 235200  | USD | -
          $151,500 USD - $227,300 USD                | 151500  | 227300  | USD | -
          $80,000.00/yr - $100,000.00/yr             | 80000   | 100000  | USD | YEAR
          $25 per hour - $35 per hour                | 25      | 35      | USD | HOUR
          $80 $120/hour                              | 80      | 120     | USD | HOUR
          $50/$60 per hour                           | 50      | 60      | USD | HOUR
          $80k-100k                                  | 80000   | 100000  | USD | -
          $80-100k                                   | 80000   | 100000  | USD | -
          80-100k                                    | 80000   | 100000  | -   | -
          80-100k USD                                | 80000   | 100000  | USD | -
          80k-100 USD                                | 80000   | 100000  | USD | -
          900 - 1.2k EUR                             | 900     | 1200    | EUR | -
          95,000-115,000                             | 95000   | 115000  | -   | -
          60,000 to 80,000 per year                  | 60000   | 80000   | -   | YEAR
          $115,000 - $95,000                         | 95000   | 115000  | USD | -
          From $50k to $60k                          | 50000   | 60000   | USD | -
          between £40,000 and £45,000 a year         | 40000   | 45000   | GBP | YEAR
          Min: $50,000 Max: $70,000                  | 50000   | 70000   | USD | -
          $70K~$90K                                  | 70000   | 90000   | USD | -
          $70K -- $90K                               | 70000   | 90000   | USD | -
          $0 - $50,000                               | -       | 50000   | USD | -
          $50,000 - $0                               | 50000   | -       | USD | -
          # Dollars of countries
          A$120,000 - A$140,000                      | 120000  | 140000  | AUD | -
          AU$120k                                    | 120000  | 120000  | AUD | -
          AUD $120,000 pa                            | 120000  | 120000  | AUD | YEAR
          NZ$95,000                                  | 95000   | 95000   | NZD | -
          S$5,000 - S$7,000 monthly                  | 5000    | 7000    | SGD | MONTH
          HK$30,000/month                            | 30000   | 30000   | HKD | MONTH
          MX$40,000 mensuales                        | 40000   | 40000   | MXN | MONTH
          US$ 80,000.00/yr                           | 80000   | 80000   | USD | YEAR
          US$50 - US$60 an hour                      | 50      | 60      | USD | HOUR
          $90k-$110k (CAD)                           | 90000   | 110000  | CAD | -
          $100 - $130 CAD per hour                   | 100     | 130     | CAD | HOUR
          CAD 90,000 - 110,000                       | 90000   | 110000  | CAD | -
          R$ 8.000 a R$ 10.000                       | 8000    | 10000   | BRL | -
          R$ 8.000,00 - R$ 10.000,00 por mês         | 8000    | 10000   | BRL | MONTH
          R$ 8 mil                                   | 8000    | 8000    | BRL | -
          # Euros
          70.000 € brutto                            | 70000   | 70000   | EUR | -
          60.000 - 75.000 EUR pro Jahr               | 60000   | 75000   | EUR | YEAR
          60.000 € bis 75.000 € brutto im Jahr       | 60000   | 75000   | EUR | YEAR
          €50k–€65k                                  | 50000   | 65000   | EUR | -
          40-45k€                                    | 40000   | 45000   | EUR | -
          45 k€ - 55 k€ brut annuel                  | 45000   | 55000   | EUR | YEAR
          45K EUR                                    | 45000   | 45000   | EUR | -
          45kEUR                                     | 45000   | 45000   | EUR | -
          €60,000 to €80,000 annually                | 60000   | 80000   | EUR | YEAR
          € 29,460.00 -  € 73,236.00 (Gross 2, annual) | 29460 | 73236   | EUR | YEAR
          Up to € 73,236.00 Gross 2 Annual+Bonus     | -       | 73236   | EUR | YEAR
          TJM : 450-550 €                            | 450     | 550     | EUR | DAY
          450€ / jour                                | 450     | 450     | EUR | DAY
          De 2 500 € à 3 000 € par mois              | 2500    | 3000    | EUR | MONTH
          35 000 à 40 000 € par an                   | 35000   | 40000   | EUR | YEAR
          35 000 € brut/an                           | 35000   | 35000   | EUR | YEAR
          30.000€ - 36.000€ brutos anuales           | 30000   | 36000   | EUR | YEAR
          1.500,50 € al mese                         | 1500.5  | 1500.5  | EUR | MONTH
          45.000,- EUR                               | 45000   | 45000   | EUR | -
          15,50 € pro Stunde                         | 15.5    | 15.5    | EUR | HOUR
          15.50 €/h                                  | 15.5    | 15.5    | EUR | HOUR
          €3.500 p/m                                 | 3500    | 3500    | EUR | MONTH
          60000 euros                                | 60000   | 60000   | EUR | -
          60000 eur                                  | 60000   | 60000   | EUR | -
          # Pounds, francs, crowns, złoty
          £45,000 per annum                          | 45000   | 45000   | GBP | YEAR
          £45,000 p.a.                               | 45000   | 45000   | GBP | YEAR
          £45,000pa                                  | 45000   | 45000   | GBP | YEAR
          £350-£400 p/d                              | 350     | 400     | GBP | DAY
          £12.50ph                                   | 12.5    | 12.5    | GBP | HOUR
          £2,000 pcm                                 | 2000    | 2000    | GBP | MONTH
          CHF 110'000                                | 110000  | 110000  | CHF | -
          CHF 110’000.- bis 130’000.-                | 110000  | 130000  | CHF | -
          kr 240 / h                                 | 240     | 240     | -   | HOUR
          240 kr/timme                               | 240     | 240     | -   | HOUR
          NOK 600 000                                | 600000  | 600000  | NOK | -
          100 000–130 000 SEK/mån                    | 100000  | 130000  | SEK | MONTH
          45 000 DKK pr. måned                       | 45000   | 45000   | DKK | MONTH
          from 3 500 zł / month                      | 3500    | -       | PLN | MONTH
          15 000 - 20 000 PLN net/month (B2B)        | 15000   | 20000   | PLN | MONTH
          od 12 000 zł miesięcznie                   | 12000   | -       | PLN | MONTH
          do 15 000 zł                               | -       | 15000   | PLN | -
          50 000 Kč                                  | 50000   | 50000   | CZK | -
          # Asia
          ¥6,000,000 ~ ¥9,000,000                    | 6000000 | 9000000 | JPY | -
          600万円〜900万円                             | 6000000 | 9000000 | JPY | -
          600〜900万円                                | 6000000 | 9000000 | JPY | -
          年収６００万円                               | 6000000 | 6000000 | JPY | YEAR
          時給1,200円                                 | 1200    | 1200    | JPY | HOUR
          月給25万円以上                               | 250000  | -       | JPY | MONTH
          15-25K元/月                                 | 15000   | 25000   | CNY | MONTH
          연봉 3,500만원                               | 35000000 | 35000000 | KRW | YEAR
          INR 12-18 LPA                              | 1200000 | 1800000 | INR | YEAR
          12-18 Lakhs P.A.                           | 1200000 | 1800000 | INR | YEAR
          ₹12,00,000                                 | 1200000 | 1200000 | INR | -
          ₹5,00,000 - ₹7,00,000 a year               | 500000  | 700000  | INR | YEAR
          ₹12L - ₹18L                                | 1200000 | 1800000 | INR | -
          Rs. 50,000 per month                       | 50000   | 50000   | INR | MONTH
          RM 5,000 - RM 7,000                        | 5000    | 7000    | MYR | -
          Rp 10.000.000                              | 10000000 | 10000000 | IDR | -
          ₽150 000 - 200 000                         | 150000  | 200000  | RUB | -
          от 150 000 руб.                            | 150000  | -       | RUB | -
          # One amount
          up to $90k                                 | -       | 90000   | USD | -
          bis zu 70.000 €                            | -       | 70000   | EUR | -
          from $100k                                 | 100000  | -       | USD | -
          starting at $20/hr                         | 20      | -       | USD | HOUR
          $100k+                                     | 100000  | -       | USD | -
          more than $100,000                         | 100000  | -       | USD | -
          $120K + equity                             | 120000  | 120000  | USD | -
          $120K plus 10% bonus                       | 120000  | 120000  | USD | -
          95000 USD                                  | 95000   | 95000   | USD | -
          USD95000                                   | 95000   | 95000   | USD | -
          95000                                      | 95000   | 95000   | -   | -
          85000.0000                                 | 85000   | 85000   | -   | -
          $85/hr                                     | 85      | 85      | USD | HOUR
          $85hr                                      | 85      | 85      | USD | HOUR
          $85 hourly                                 | 85      | 85      | USD | HOUR
          Hourly: $85                                | 85      | 85      | USD | HOUR
          Budget: $250                               | 250     | 250     | USD | PROJECT
          Fixed price: $1,200                        | 1200    | 1200    | USD | PROJECT
          Budget: $20/hr                             | 20      | 20      | USD | HOUR
          $5,000 for a 3 months project              | 5000    | 5000    | USD | PROJECT
          3 months, $5,000                           | 5000    | 5000    | USD | -
          30 - 38 per hour                           | 30      | 38      | -   | HOUR
          $1,500 biweekly                            | 1500    | 1500    | USD | -
          $1.2M                                      | 1200000 | 1200000 | USD | -
          """)
  void a_field_of_pay_becomes_numbers(
      String shown, String min, String max, String currency, String period) {
    assertThat(PayRange.parse(shown)).isEqualTo(range(min, max, currency, period));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "Pay per task",
        "Competitive",
        "DOE",
        "Negotiable, depending on experience",
        "0",
        "0.0",
        "$0",
        "$0 - $0",
        "-$50",
        "-5000",
        "$99999999999",
        "$5,000,000,000",
        "$2B",
        "$3 billion",
        "40 hours per week",
        "Full time, 40 hours",
        "3 months",
        "100%",
        "$20% off",
        "Grade 7",
        "TVöD E13",
        "2026",
        "2025-2026",
        "2026-09-20",
        "16.06.2026",
        "06/16/2026",
        "10.0.0.1",
        "+1 (415) 555-0100",
        "401k",
        "24/7",
        "9:30 - 17:00",
        "$",
        "€ - €",
        "k",
        "B2B",
        "1.2.3",
      })
  void a_field_without_an_amount_is_no_pay(@Nullable String shown) {
    assertThat(PayRange.parse(shown)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "60\u00a0000\u00a0€ – 70\u00a0000\u00a0€",
    "60\u202f000\u202f€ – 70\u202f000\u202f€",
    "60\u2009000\u2009– 70\u2009000 €",
    "€60.000\u2014€70.000",
    "60 000\u2013 70 000€",
    "６０，０００～７０，０００ EUR",
  })
  void all_spaces_dashes_and_digits_are_equal(String shown) {
    assertThat(PayRange.parse(shown)).isEqualTo(range("60000", "70000", "EUR", "-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # min       | max        | currency | period          | min   | max    | code | period
          140000      | 160000     | USD      | per-year-salary | 140000 | 160000 | USD | YEAR
          85000.0000  | 90000.0000 | usd      | Per Year        | 85000 | 90000  | USD | YEAR
          110000.0    | 135000.0   | $        | annual          | 110000 | 135000 | USD | YEAR
          50          | 50         | €        | hourly          | 50    | 50     | EUR | HOUR
          70          | 90         | USD      | hour            | 70    | 90     | USD | HOUR
          70          | 90         | £        | HOUR            | 70    | 90     | GBP | HOUR
          64000       | 83000      | USD      | PA              | 64000 | 83000  | USD | YEAR
          19.5        | 23.25      | USD      | PH              | 19.5  | 23.25  | USD | HOUR
          0           | 0          | USD      | yearly          | -     | -      | -   | -
          -           | -          | USD      | yearly          | -     | -      | -   | -
          0           | 250000     | USD      | 1 YEAR          | -     | 250000 | USD | YEAR
          150000      | 0          | -        | P1Y             | 150000 | -     | -   | YEAR
          20          | -          | -        | an hour         | 20    | -      | -   | HOUR
          500         | 1500       | R$       | project         | 500   | 1500   | BRL | PROJECT
          500         | 1500       | BRL      | fixed           | 500   | 1500   | BRL | PROJECT
          90          | 80         | Euro     | per-hour-wage   | 80    | 90     | EUR | HOUR
          3000        | 4000       | CHF      | MONTH           | 3000  | 4000   | CHF | MONTH
          700         | 900        | -        | WEEKLY          | 700   | 900    | -   | WEEK
          700         | 900        | zł       | bi-weekly       | 700   | 900    | PLN | -
          85k         | $90k       | -        | month           | 85000 | 90000  | USD | MONTH
          85,000      | 90,000     | kr       | day             | 85000 | 90000  | -   | DAY
          -5          | 90000      | USD      | year            | -     | -      | -   | -
          1000        | 99999999999 | USD     | year            | -     | -      | -   | -
          DOE         | n/a        | USD      | year            | -     | -      | -   | -
          100         | 200        | Bitcoin  | 2 weeks         | 100   | 200    | -   | -
          """)
  void parts_of_pay_become_numbers(
      String low,
      String high,
      String symbol,
      String interval,
      String min,
      String max,
      String currency,
      String period) {
    var range = PayRange.of(unlessDash(low), unlessDash(high), unlessDash(symbol), interval);

    assertThat(range)
        .isEqualTo(min.equals("-") && max.equals("-") ? null : range(min, max, currency, period));
  }

  @Test
  void a_period_that_is_not_said_is_not_guessed() {
    assertThat(PayRange.of("120000", "150000", "USD", null))
        .isEqualTo(range("120000", "150000", "USD", "-"));
  }

  @Test
  void amounts_that_are_equal_are_equal_ranges() {
    assertThat(PayRange.parse("$1,000.00 - $2,000.0")).isEqualTo(PayRange.parse("$1000-$2k"));
  }

  @Test
  void round_numbers_are_written_out() {
    assertThat(PayRange.parse("$100k")).extracting("min").hasToString("100000");
  }

  private static @Nullable String unlessDash(String text) {
    return text.equals("-") ? null : text;
  }

  static PayRange range(String min, String max, String currency, String period) {
    return new PayRange(
        min.equals("-") ? null : new BigDecimal(min),
        max.equals("-") ? null : new BigDecimal(max),
        unlessDash(currency),
        period.equals("-") ? null : Period.valueOf(period));
  }
}
