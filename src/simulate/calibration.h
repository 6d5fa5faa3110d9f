// What the simulated families are made to look like: published figures with their source, and the numbers of our own that give
// them back. The fitted numbers are SYNTHETIC: they say nothing about any instrument, are never written into an instrument file
// and serve no judgement of a real family. docs/simulate.md prints what came of them.
//
// Sources, by line of the stored text: iag = description of IAG in the database of youth interventions (2020); thesis = doctoral
// thesis on ReSet and Nieuwe Perspectieven (Herben, 2020).
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/decimal.h"

namespace koers::simulate {

/// A published figure, and how far the figure of ten thousand simulated families may lie from it (chance included).
struct Target {
  std::string_view figure;  ///< code of a figure of Recovery
  Decimal value, tolerance;
  std::string_view source;
  std::string_view method;  ///< the figure belongs to; "own": no figure is published, the source has words only
  bool borrowed = false;  ///< by the method that is simulated
};

inline constexpr std::array<Target, 27> targets{{
    // Problem behaviour of children, mothers' CBCL, regular variant. The standardiser of the effect size is not stated in the
    // source; here the mean variance of start and end. The shares are printed rounded, and add up to 101.
    {"cbcl.start", {175, 2}, {4, 2}, "iag:L1081-1082", "iag", false},
    {"cbcl.end", {87, 2}, {4, 2}, "iag:L1083-1084", "iag", false},
    {"cbcl.effect", {54, 2}, {3, 2}, "iag:L1085", "iag", false},
    {"cbcl.recovered", {27, 2}, {2, 2}, "iag:L1096-1097", "iag", false},
    {"cbcl.improved", {30, 2}, {2, 2}, "iag:L1097", "iag", false},
    {"cbcl.unchanged", {34, 2}, {2, 2}, "iag:L1097-1098", "iag", false},
    {"cbcl.deteriorated", {7, 2}, {15, 3}, "iag:L1098", "iag", false},
    {"cbcl.relapsed", {3, 2}, {1, 2}, "iag:L1098-1099", "iag", false},
    {"cbcl.complete", {45, 2}, {2, 2}, "iag:L1068-1069", "iag", false},
    // Parenting burden, mothers' OBVL, regular variant.
    {"obvl.start", {171, 2}, {4, 2}, "iag:L1106-1107", "iag", false},
    {"obvl.end", {90, 2}, {4, 2}, "iag:L1107-1108", "iag", false},
    {"obvl.effect", {48, 2}, {3, 2}, "iag:L1110", "iag", false},
    {"obvl.recovered", {22, 2}, {2, 2}, "iag:L1115-1116", "iag", false},
    {"obvl.improved", {27, 2}, {2, 2}, "iag:L1116", "iag", false},
    {"obvl.unchanged", {42, 2}, {2, 2}, "iag:L1116-1117", "iag", false},
    {"obvl.deteriorated", {6, 2}, {15, 3}, "iag:L1117", "iag", false},
    {"obvl.relapsed", {3, 2}, {1, 2}, "iag:L1117-1118", "iag", false},
    {"obvl.complete", {39, 2}, {2, 2}, "iag:L1069-1071", "iag", false},
    // Drop-out: 135 of 935, of whom 117 of 132 within the first three contacts. Of Nieuwe Perspectieven: IAG prints none.
    {"drop_out", {144, 3}, {12, 3}, "thesis:L7713-7714", "np", true},
    {"drop_out.first_three", {886, 3}, {3, 2}, "thesis:L7715-7716", "np", true},
    // Visits in the change phase "fall behind" the two a week of the method; the size is our own.
    {"change.visits", {16, 1}, {1, 1}, "iag:L977-978", "own", false},
    {"change.below_norm", {95, 2}, {5, 2}, "iag:L977-978", "own", false},
    // Two thirds of 192 workers have more than five families; what the mean is, the source does not say.
    {"caseload.above_five", {667, 3}, {15, 3}, "iag:L981-982", "iag", false},
    {"caseload.mean", {61, 1}, {2, 1}, "iag:L981-982", "own", false},
    // Goals per need: of four domains of ReSet, middles of the printed ranges of families with a goal (69.6 % together) over
    // those of families with a need (225.6 %). Activities without a goal are the rest of the gap; their size is our own.
    {"goals.per_need", {308, 3}, {2, 2}, "thesis:L6441-6445,thesis:L6946-6962", "reset", true},
    {"activities.without_goal", {44, 2}, {3, 2}, "thesis:L6441-6445,thesis:L6946-6962", "own", true},
    {"entries.per_family", {100, 0}, {8, 0}, "the size the bench speaks of", "own", false},
}};

/// The course of one instrument's total score, in hundredths of T (mean 50, SD 10). A family is of one of two kinds: with a
/// heavy start, or with a light one; true end = start of its kind - gain + slope * (true start - start of its kind) + chance.
struct Course {
  std::string_view instrument;
  bool mothers_only;  ///< its norms are of mothers
  int light_share;  ///< of 10,000
  int heavy_start, heavy_gain, heavy_rest, light_start, light_gain, light_rest;
  int start_sd;
  int slope;  ///< thousandths
  int error_sd;  ///< 1000 * sqrt(1 - reliability)
  Decimal sd, reliability, cutoff;  ///< of the norm, for the categories; the cut-off itself counts as clinical
  int start_done, end_done;  ///< of 10,000 that could be asked
};

/// Fitted 2026-11-25 by random search over the model above (100,000 families a step) to the targets of `targets`. Reliability:
/// the S_diff that gives the published shares of reliable change at the published difference and effect size. Cut-offs: 64 is
/// the clinical limit of T of the CBCL as its instrument file has it; of the OBVL, T above 63 (iag:L93-94).
inline constexpr std::array<Course, 2> courses{{
    {"cbcl", false, 2580, 7409, 1151, 1057, 4844, 65, 896, 1046, 1101, 245, {10, 0}, {94, 2}, {64, 0}, 8000, 5291},
    {"obvl", true, 3230, 7519, 1068, 1098, 5034, 282, 1098, 1214, 820, 300, {10, 0}, {91, 2}, {64, 0}, 8000, 4509},
}};

/// Forms whose questions are answered one by one, by the codes of their instrument files.
struct Form {
  std::string_view instrument;
  std::span<const std::string_view> items;
  int least, most;  ///< of an answer; of the session's in tenths
};
inline constexpr std::array<std::string_view, 4> session_items{"1", "2", "3", "4"};
inline constexpr Form session_form{"ors", session_items, 0, 100};
inline constexpr std::array<std::string_view, 9> closing_items{"waiting", "hours",    "reach",  "kept",    "paper",
                                                               "our_way", "children", "others", "disagree"};
inline constexpr Form closing_form{"satisfaction", closing_items, 1, 4};
inline constexpr int closing_form_done = 5500, not_applicable = 600, left_open = 150;  ///< own

// Chances of 10,000. Drop-out of 14.44 %, 88.6 % of it within three contacts held.
inline constexpr int early_drop_out = 1279, late_drop_out = 165;
inline constexpr int ended_from_outside = 200;  ///< own
inline constexpr int start_phase_planned = 9700, change_phase_planned = 8900, visit_held = 9000;  ///< own
inline constexpr int caseload_above_five = 6667;
inline constexpr int goal_of_need = 2880;  ///< with at least one goal a family: 0.308 a need
inline constexpr int work_without_goal = 3500;  ///< a need without goal is worked on
inline constexpr int attention_to_strengths = 3200;  ///< iag:L975-977: 32 %

}  // namespace koers::simulate
