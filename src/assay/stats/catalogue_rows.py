"""What each statistic computes: name | formula | range | unit | when undefined, by package.

A line that begins with two spaces goes on with the one before.
"""

AGREEMENT = """
percent_agreement | mean over items of equal pairs / pairs | 0 to 1 | share | no item judged twice
cohen_kappa | (po - pe) / (1 - pe), pe = sum p_k+ p_+k | -1 to 1 | none | no items, or both always gave one answer
scott_pi | as Fleiss's kappa, two judges | -1 to 1 | none | no item judged twice, or one answer for everything
fleiss_kappa | (pa - pe) / (1 - pe), pe = sum pi_k pi_l w_kl | -1 to 1 | none
  | no item judged twice, or one answer for everything
conger_kappa | as above, pe over pairs of judges with shares of their own | -1 to 1 | none
  | fewer than two judges, no item judged twice
gwet_ac | as above, pe = T_w / (q (q - 1)) sum pi_k (1 - pi_k) | -1 to 1 | none | no item judged twice, one class
brennan_prediger | as above, pe = T_w / q^2 | -1 to 1 | none | no item judged twice, one class
krippendorff_alpha | 1 - Do / De over coincidences, by metric | -1 to 1 | none
  | no item judged twice, or one answer for everything
alpha_of_patterns | 1 - Do / De over distinct rows of counts, by metric | -1 to 1 | none
  | no item judged twice, or one answer for everything
set_alpha | 1 - Do / De over pairs of sets | -1 to 1 | none
  | no item judged twice, one answer for everything, or over 3,000 different sets
set_distance | 1 - shared / all (Jaccard), shared times 2/3 or 1/3 (MASI) | 0 to 1 | share | never
weighted_alpha | as Krippendorff's, distances 1 - w_kl | -1 to 1 | none
  | no item judged twice, or one answer for everything
bootstrap | percentiles over resampled items | as the coefficient | as the coefficient
  | undefined in half of the draws
agreement_weights | 1 - d, 1 - d^2, or Gwet's ordinal, d = steps / (q - 1) | 0 to 1 | none | never
icc | s2_items / (s2_items + s2_judges + s2_rest), by form | -1 / (k - 1) to 1 | share of variance
  | no overlap, or every rating the same
icc_bootstrap | percentiles over resampled items | as icc | share of variance | undefined in half of the draws
kendall_w | (12 sum R_i^2 - 3 m^2 n (n + 1)^2) / (m^2 n (n^2 - 1) - m T) | 0 to 1 | none
  | fewer than two items or judges, or no order
kendall_bootstrap | percentiles over resampled judges | 0 to 1 | none | undefined in half of the draws
per_item | equal pairs / pairs; entropy -sum p log2 p | 0 to 1; 0 to log2 q | share; bits | judged once
per_label | sum r_k (r_k - 1) / (r - 1) / sum r_k | 0 to 1 | share | nobody gave the label
per_pair | equal answers / shared items; Cohen's kappa | 0 to 1; -1 to 1 | share; none
  | no shared item; kappa: one answer for everything
criterion_alignment | 1 - |original - benchmark| / most points | 0 to 1 | share | no points (an error)
alignment | sum w_c alignment_c / sum w_c | 0 to 1 | share | no weight
mean_alignment | mean of alignments, Wilson on n / (1 + (m - 1) rho) | 0 to 1 | share | no answers
"""

SAMPLING = """
wilson | (p + z^2/2n +- z sqrt(p q / n + z^2 / 4 n^2)) / (1 + z^2 / n) | 0 to 1 | share | n is 0
clopper_pearson | quantiles of Beta(k, n - k + 1) and Beta(k + 1, n - k) | 0 to 1 | share | n is 0
finite_share | k / n, se^2 = p q / n (N - n) / (N - 1) | 0 to 1 | share | fewer than two units
stratified_share | sum W_h p_h, var = sum W_h^2 (1 - f_h) p_h q_h / (n_h - 1) | 0 to 1 | share
  | a stratum with fewer than two units
weighted_share | sum W_h p_h, Wilson at n = (sum W_h)^2 / sum(W_h^2 / n_h) | 0 to 1 | share | nothing was looked at
sample_size | z^2 p q / e^2, n / (1 + (n - 1) / N) | from 0 | units | never
neyman | n N_h S_h / sum N_h S_h | 0 to n | units | no stratum varies (an error)
rogan_gladen | (p + sp - 1) / (se + sp - 1), delta method | 0 to 1 | share
  | the reviewer is no better than chance
difference | p1 - p2, roots of the squared distances to the score limits | -1 to 1 | share | a share is not measured
beyond | d1 - d2, roots of the squared distances to both limits | -2 to 2 | share | a change is not measured
Plan | Pa = P(X <= Ac), binomial or hypergeometric; AOQ, ATI, LTPD | 0 to 1 | chance
  | LTPD: accepts as many defects as units
design | least n with Pa(p1) >= 1 - alpha and Pa(p2) <= beta | from 1 | units | no plan in reach (an error)
zero_acceptance | ln beta / ln (1 - LTPD), hypergeometric for a lot | from 1 | units | never
DoublePlan | Pa = Pa1 + sum P(x1) P(X2 <= Ac2 - x1) | 0 to 1 | chance | never
SequentialPlan | accept at d <= s n - h1, reject at d >= s n + h2 | from 0 | defects | not decided yet
TruncatedPlan | the same to n units, exact by recursion | 0 to 1 | chance | never
sequential_plan | h = log((1 - a) / b) / k, s = log((1 - p1) / (1 - p2)) / k | from 0 | defects | never
standard_plan | MIL-STD-105E, tables I and II | from 2 | units | outside the tables (an error)
plan_of_letter | MIL-STD-105E, tables II-A to II-C | from 2 | units | outside the tables (an error)
code_letter | MIL-STD-105E, table I | A to R | letter | a lot below 2 (an error)
after | ISO 2859-1 switching rules, one lot | normal, tightened, reduced, discontinued | state | never
history | ISO 2859-1 switching rules, lot by lot | normal, tightened, reduced, discontinued | state | never
resumed | discontinued becomes tightened | normal, tightened, reduced, discontinued | state | never
"""

CONTROL = """
p_chart | p +- 3 sqrt(p (1 - p) / n_i) | 0 to 1 | share | no samples (an error)
np_chart | n p +- 3 sqrt(n p (1 - p)) | 0 to n | units | no samples (an error)
u_chart | u +- 3 sqrt(u / n_i) | from 0 | defects per unit | no samples (an error)
c_chart | c +- 3 sqrt(c) | from 0 | defects | no samples (an error)
laney_chart | p +- 3 s_i MR(z) / 1.128 | 0 to 1 | share | no samples (an error)
ewma | z_t = w x_t + (1 - w) z_(t-1), +- L s sqrt(w / (2 - w) (1 - (1 - w)^2t)) | any | as the points
  | sigma not above 0 (an error)
cusum | max(0, x - (m + k s) + C), both ways, against h s | from 0 | as the points | sigma not above 0 (an error)
signals | patterns of points in sigmas (Nelson, Western Electric) | places | points | never
false_alarms | mean points until a signal in control | from 1 | points | no rule: the points simulated
change_points | least cost of levels + penalty per change | places | points
  | fewer than twice the shortest level (an error)
demerits | sum w_c u_c, s = sqrt(sum w_c^2 u_c / n) | from 0 | demerits per unit | no units (an error)
demerit_chart | the same per sample, +- 3 s | from 0 | demerits per unit | no samples (an error)
defects | D / U, 1e6 D / (U O), sigma | from 0 | per unit, per million | no units
sigma_level | inverse normal of 1 - share, + 1.5 | any | sigmas, shifted | no defect, or nothing else
capability | (USL - LSL) / 6 s; min(USL - m, m - LSL) / 3 s | any | none | sigma not above 0 (an error)
pareto | share and cumulative share by falling amount | 0 to 1 | share | no amount (an error)
"""

INTEGRITY = """
speeding | medians and shares of fast answers, fast ones in a row | 0 to 1 | share, answers | fewer than ten answers
monotony | longest run; entropy of the answers; variance against others' | from 0 | answers, bits | no answers
monotony_signals | runs and entropies that chance does not explain | from 0 | answers, bits
  | fewer than twenty answers
longest_run | most equal answers in a row | from 0 | answers | never
run_bound | sum p_k^L (1 + (n - L) (1 - p_k)) | 0 to 1 | chance | never
same_content | equal texts of two people | groups | texts | never
same_sequences | equal items and answers in order; chance = pairs prod sum p^2 | 0 to 1 | chance
  | fewer than ten answers
duplicate_signals | a signal for everybody in such a group | 0 to 1 | share, chance | fewer than ten answers
collusion | P(X >= identical), X binomial of shared errors, q = sum e_il e_jl | 0 to 1 | chance
  | two classes, fewer than 20 shared items
collusion_signals | each person's most suspect pair | 0 to 1 | share | as collusion
identical_wrong | P(X >= k), X binomial (m, q) | 0 to 1 | chance | never
benjamini_hochberg | min over later ranks of p m / rank | 0 to 1 | chance | never
suspicions | kinds of signal per person; a look from two on | clear, watch, review | standing | never
"""

LEARNING = """
fit_power_law | error(n) = a + b n^-c, weighted least squares | 0 to 1 | share | fewer than four points (an error)
PowerLaw | error, gain of more, labels for a target, break-even (V b c / price)^(1 / (1 + c)) | from 0 | share, labels
  | a target below the floor
majority_quality | P(X > n / 2), X binomial (n, p), ties by a coin | 0 to 1 | share | never
effective_labels | n ((2 q - 1) / (2 q0 - 1))^2 | from 0 | labels | quality below a coin (an error)
relabeling | error at the effective labels a budget buys, by overlap | 0 to 1 | share
  | the budget buys nothing (an error)
"""

RANKING = """
dcg | sum g_i / log2(i + 1), g = grade or 2^grade - 1 | from 0 | gain | never
ndcg | DCG / DCG of the ideal list of all judged | 0 to 1 | none | nothing relevant was judged
err | sum R_r / r prod (1 - R_i), R = (2^g - 1) / 2^highest | 0 to 1 | none | never
average_precision | mean precision at relevant results | 0 to 1 | none | nothing relevant
reciprocal_rank | 1 / rank of the first relevant result, else 0 | 0 to 1 | none | never
precision | relevant among the first k / k | 0 to 1 | share | never
judged_share | judged among the first k | 0 to 1 | share | an empty list
measure | one of the above by its name | as it | as it | as it
evaluate | the measure per query; equal scores by document, last first | as the measure | as the measure
  | as the measure
ranked | by falling score, then document, last first | documents | places | never
mean_over_queries | mean, percentiles over resampled queries | as the measure | as the measure
  | no query with a figure
draw_grades | grades drawn from posteriors | grades | grades | never
draw_labels | grades drawn from posteriors | grades | grades | never
drawn_scores | as noisy_scores, several measures at once | as the measure | as the measure | never
noisy_scores | the measure per query and draw of the labels | as the measure | as the measure | never
mean_of_scores | mean, percentiles over queries and labels drawn anew | as the measure | as the measure
  | no query or no draw (an error)
noisy_mean | mean, percentiles over queries and labels drawn anew | as the measure | as the measure | never
truth_behind | P(truth | label) ~ P(truth) (n_tl + 1/2) / (n_t + q / 2) | 0 to 1 | chance | an empty table (an error)
label_posteriors | p for the label, 1 - p over the rest as the confusion has it | 0 to 1 | chance | never
permutation_test | swaps with |mean| >= that seen / swaps; mean over draws of the labels | 0 to 1 | chance
  | no queries (an error)
holm | max over smaller ones of (m - i + 1) p_(i) | 0 to 1 | chance | never
grade_shares | (n_g + 1/2) / (n + q / 2) over judged results of the first k | 0 to 1 | share | never
top_up | Var(E(nDCG@k difference | label)) / queries^2 | from 0 | variance | no hole: nothing
compare | mean of differences, percentiles over queries (and labels) | any | as the measure | no queries (an error)
side_by_side | (wins + ties / 2) / n - 1/2; exact sign test | -0.5 to 0.5 | share | no votes
team_draft | both rankings pick in turn | lists | results | never
preference | (wins + ties / 2) / n - 1/2, Wilson | -0.5 to 0.5 | share | no queries
"""

CLASSIFYING = """
horvitz_thompson | sum w over units of the kind, var = sum w (w - 1) | from 0 | units | never
weighted_ratio | sum w hit / sum w, Wilson at n = R (1 - R) / sum (w (hit - R) / sum w)^2 | 0 to 1 | share
  | no unit was asked about
weighted_rates | precision, recall, false positives of each class as weighted_ratio | 0 to 1 | share
  | no verdict of the class; nothing, or all, is of the class
"""

WORKFORCE = """
scheduled | required / (1 - shrinkage) | from 0 | people | everybody is away (an error)
full_time | volume AHT / (hours (1 - shrinkage) occupancy) | from 0 | people | no productive hour (an error)
shrinkage_of | away / paid hours | 0 to 1 | share | no paid time
occupancy_of | handling / (handling + available) | 0 to 1 | share | neither handled nor waited
utilization_of | 1 - shrinkage | 0 to 1 | share | no paid time
backlog | (B + A - S) AHT / hours to the deadline; B / daily capacity | from 0 | people; days | days: no capacity
erlang_c | B / (1 - A/N (1 - B)) | 0 to 1 | chance to wait | never; 1 where the queue grows
line | 1 - Pw e^(-(N - A) T / AHT); Pw AHT / (N - A) | 0 to 1; from 0 | share; seconds
  | mean wait: the queue only grows
people_for | least N that keeps the promise | from 1 | people | never
allocation | max sum w x, then fairness, then continuity, over flows | from 0 | quarter-hours | no demand: nothing
learning_time | T_1 n^(ln r / ln 2) | from 0 | as T_1 | never
average_time | T_1 n^(ln r / ln 2), of the mean | from 0 | as T_1 | never
capacity | sum heads survival ramp | from 0 | people | never
kaplan_meier | prod (1 - left / at risk), Greenwood on log-log | 0 to 1 | share | nobody has left: no steps
median_stay | first time with survival <= 1/2 | from 0 | as the times | more than half are there
pool_size | (n1 + 1) (n2 + 1) / (m + 1) - 1 | from those seen | people | never
finish_days | first day with sum of drawn person-weeks >= hours, per run | from 1 | days
  | 0: not within the weeks looked at
quantile_day | least day by which a share of the runs is done | from 1 | days | fewer runs ever are
latest_days | max over parts, run by run | from 1 | days | 0: a part never is
resampled_seconds | sum seconds / sum judgments over people drawn | from 0 | seconds | nothing was judged: empty
"""

TRUTH = """
MajorityVote | share of judgments per class; ties by seed | 0 to 1 | chance | an item without judgments
Wawa | votes weighed by agreement with the majority | 0 to 1 | chance | an item without judgments
DawidSkene | EM of P(answer | truth) per contributor | 0 to 1 | chance | an item without judgments
HierarchicalDawidSkene | the same, contributors shrunk towards the crowd | 0 to 1 | chance
  | an item without judgments
OneCoin | EM of one accuracy per contributor | 0 to 1 | chance | an item without judgments
Glad | P(right) = logistic(ability x easiness) | 0 to 1 | chance | an item without judgments
Mace | EM of copying the truth or answering by habit | 0 to 1 | chance | an item without judgments
Ordinal | logit P(answer >= k | truth) = sharpness x crowd's + leaning | 0 to 1 | chance
  | an item without judgments
Auto | averaged posteriors of several models | 0 to 1 | chance | an item without judgments
evidence_of_order | log Bayes factor: graders along the scale against one crowd | -inf to inf | nats
  | fewer than three classes have no shuffled order
evidence_of_pace | max over g of log P(judgments), a share g in haste (or new) guessed, less that at g = 0
  | from 0 | nats | fewer than 20 such judgments: no entry
majority_accuracy | sum of binomial(n, k) p^k (1 - p)^(n - k) over k > n / 2 | 0 to 1 | share | never
quality_of | 1 - cost of the answers / cost of the class shares alone | at most 1 | share
  | all items are of one class
cheapest | argmin over labels of the posterior times the costs | a class | label | an item without judgments
contributor_reports | quality, agreement and P(answer | truth) of each contributor | 0 to 1 | share
  | a contributor without judgments
Mean | sum of numbers / n | as the numbers | as the numbers | an item without numbers
Median | middle number | as the numbers | as the numbers | an item without numbers
ReliabilityWeighted | sum of (number - bias) / variance over sum of 1 / variance | as the numbers | as the numbers
  | an item without numbers
BradleyTerry | P(i better than j) = p_i / (p_i + p_j + tie sqrt(p_i p_j)) | -inf to inf | log odds
  | a thing that always wins, always loses or is never compared
ByRelevance | P(item has the label), one binary fit per label | 0 to 1 | chance | an item without judgments
OrderVote | the order that contradicts the fewest pairs people put in order (Kemeny) | 0 to 1 | share
  | an item nobody put in order
SpanVote | spans matched by overlap (intersection / union), kept by share of people | 0 to 1 | share
  | an item nobody judged has no spans
"""

ONLINE = """
OnlineConsensus | mean of the views: prior x product of P(answer | truth)^(1 / (1 + (n - 1) rho)), normed | 0 to 1
  | chance | a closed item (None)
cold_crowd | P(right) = 0.7, the rest even, classes alike | 0 to 1 | chance | no class (an error)
crowd_of_results | log P(answer | truth) per view; expected counts of all for who is unknown | at most 0 | nats
  | no confusion matrices (an error)
fit_crowd | mean posterior of the views; their P(answer | truth) | 0 to 1 | chance | an item without judgments
judged | sum of log P(answer | truth) + that of the new judgment | at most 0 | nats
  | a label that is no class (an error)
replayed | sum of log P(answer | truth) over an item's judgments | at most 0 | nats
  | a label that is no class (an error)
standing | mean of the views: exp(log prior + evidence / (1 + (n - 1) rho)), normed | 0 to 1 | chance | never
"""

STOPPING = """
calibrate | least score with P(X <= wrong) <= 1 - confidence, X binomial (stopped, 1 - target), from the surest on
  | 0 to 1 | chance | too little gold: no threshold
change_chance | share of simulated futures in which the label changes | 0 to 1 | chance | never; 0 where none may come
cross_fitted_paths | posterior after each judgment, by a crowd fitted without the item's fold | 0 to 1 | chance
  | gold without judgments has no path
path_of | posterior after each judgment of an item | 0 to 1 | chance | an item without judgments has no step
decide | the first that holds: audited, least overlap, target, cost, lead, futility, most overlap | stop or go on
  | decision | never
is_audited | hash(item, seed) / 2^64 < share | yes or no | item | never
label_costs | sum over truth of p(truth) cost(truth, label) | from 0 | as the costs | never
least_cost | min over labels of sum p(truth) cost(truth, label) | from 0 | as the costs | never
soft_cost | sum p_i p_j cost_ij | from 0 | as the costs | never
lead_for | ceil(logit target / logit p) | from 1 | votes | p at most 1/2 (an error)
margin | f^d / (1 + f^d), d (f + 1) / (f - 1) (f^d - 1) / (f^d + 1), f = p / (1 - p) | 0 to 1; from 1 | share; votes
  | p of 0 or 1 (an error)
sameness_of | strength of a Dirichlet around the crowd's answers (fixed point) | 0.1 to 1000 | judgments
  | no item judged twice: 4
outlook_of | contributors drawn by activity, answers by their confusion | draws | judgments | never
replay | judgments taken one by one, those of stopped items left out | from 0 | judgments | no judgments (an error)
report | right / scored, Wilson; 1 - used / available | 0 to 1 | share | nothing scored
"""

TESTING = """
item_statistics | p; correlation of an item with the score in the others; p_upper - p_lower (27 % each)
  | 0 to 1; -1 to 1; -1 to 1 | share; none; share | p: nobody was asked; r: no variation; D: groups overlap
"""

MACHINES = """
trust_above | least confidence with Clopper-Pearson's lower bound of precision at or above it >= target, of five tried
  | 0 to 1 | confidence | too few known answers, or too often wrong: no threshold
watch | Wald's plan begun anew after each acceptance; an alarm at the first rejection | index | answers | no alarm yet
"""

ROWS = {
    "agreement": AGREEMENT,
    "sampling": SAMPLING,
    "control": CONTROL,
    "integrity": INTEGRITY,
    "learning": LEARNING,
    "ranking": RANKING,
    "classifying": CLASSIFYING,
    "workforce": WORKFORCE,
    "testing": TESTING,
    "truth": TRUTH,
    "online": ONLINE,
    "stopping": STOPPING,
    "machines": MACHINES,
}
