package io.earlybrd.posting;

import java.util.List;
import java.util.Set;

/** Words that tell whether an amount beside them is pay, in the languages of the boards. */
final class PayLabels {
  static final Set<String> LABELS =
      words(
          "salary salaries compensation pay wage wages remuneration ote earn" + " earnings",
          "hourly rate rates stipendio tagessatz stundensatz honorar tarif tjm ctc payscale",
          "gehalt jahresgehalt monatsgehalt bruttogehalt bruttojahresgehalt gehaltsspanne",
          "gehaltsrahmen grundgehalt fixgehalt jahresbruttogehalt einstiegsgehalt vergütung lohn"
              + " stundenlohn verdienst",
          "entgelt salaire salaires rémunération fourchette salario salarios sueldo remuneración",
          "retribución salarial salário salários remuneração bolsa stipendio ral retribuzione",
          "salaris brutosalaris maandsalaris jaarsalaris uurloon wynagrodzenie stawka widełki",
          "pensja lön månadslön timlön lønn løn palkka зарплата зп оклад доход");

  static final Set<String> BASES = words("base basic");

  static final List<String> UNPARTED =
      List.of(
          "給与", "年収", "月給", "時給", "日給", "年俸", "月収", "薪资", "薪資", "月薪", "年薪", "时薪", "時薪", "日薪", "급여",
          "연봉", "월급", "시급");

  /** Amounts of something else than pay, wherever they stand in the sentence. */
  static final Set<String> DENIALS =
      words(
          "bonus bonuses stipend stipends allowance allowances hra fsa hsa reimbursement"
              + " reimbursements",
          "reimburse reimbursed coverage insured match matching fund funds funding funded budget",
          "raise raised raising round revenue revenues arr mrr gmv spend spending valuation valued",
          "seed sign signing equity referral refer deductible contribution contributions"
              + " contribute",
          "donation donations donate donated credits wellness wellbeing educational tuition"
              + " conference",
          "relocation premium premiums worth savings save saved saving deal deals quota quotas",
          "portfolios aum transactions transaction volume grants grant rent fees budgets invoice",
          "invoices invested investors loans debt processed profit profits turnover fine fines"
              + " prize",
          "prizes award awards commission commissions discount discounts gift voucher vouchers gym",
          "subsidy subsidies fertility parental lifetime adoption childcare commuter commuting"
              + " perk",
          "perks perdiem meal meals membership subscription reward rewards overtime retention"
              + " damages",
          "liability penalty billion million trillion threshold contracts acquired acquisition"
              + " costs",
          "prämie zuschuss zuschüsse umsatz finanzierung prime primes abonnement zulage levée",
          "weiterbildung bono facturación faturamento fatturato premie omzet");

  /** The same, but words of professions as well: none before a dash or bracket, as in titles. */
  static final Set<String> SOFT_DENIALS =
      words(
          "insurance series credit education learning training account accounts pipeline portfolio",
          "sales customers clients tax taxes fee price prices pricing priced cost costing"
              + " investment",
          "investments loan assets asset payments internet phone equipment travel industry market",
          "company companies business businesses hired home wellness");

  /** Words that end what is said of an amount. */
  static final Set<String> ENDS =
      words("and plus with depending based doe or depends commensurate where und et y e oder ou");

  static final Set<String> GROSS =
      words("brutto gross brut bruto net netto netti lordi lordo líquido bruta brutos");

  static Set<String> words(String... lines) {
    return Set.copyOf(List.of(String.join(" ", lines).split(" ")));
  }

  private PayLabels() {}

  /** Whether it names pay: {@code salary}, {@code Gehalt}, {@code 想定年収}. */
  static boolean isLabel(String word) {
    if (LABELS.contains(word)) {
      return true;
    }
    if (PayWords.isUnparted(word.charAt(0))) {
      for (var label : UNPARTED) {
        if (word.contains(label)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether it names something else that is paid, whatever stands between. */
  static boolean isDenial(String word) {
    return DENIALS.contains(word);
  }

  /** Whether it names something else, where it is right beside the amount. */
  static boolean isSoftDenial(String word) {
    return SOFT_DENIALS.contains(word);
  }
}
