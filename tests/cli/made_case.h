// Cases made by chance, the same for the same seed, as text in the compact line format.
#pragma once

#include <initializer_list>
#include <random>
#include <string>

#include "base/date.h"

namespace koers::cli_test {

/// A case with everything the signals read, on days spread over it.
class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string text() {
    out_ = "case title=\"made\" synthetic=yes\npeople @anna:worker @bea:worker @coach:professional\n";
    line(-7, "person person=@mother role=mother birth=1990-02-28");
    line(-7, "person person=@sam role=child birth=" + day(-16 * 365 + pick(0, 400)));
    line(0, "trajectory_start method=iag-2019 phase=start children=@sam worker=@anna");
    const int change = pick(20, 70), taper = change + pick(50, 120), end = taper + pick(20, 70);
    if (pick(0, 4) > 0) line(change, transition("start", "change"));
    if (pick(0, 3) > 0) line(taper, transition("change", "taper"));
    if (pick(0, 2) > 0) line(end, std::string("closure reason=as_planned planned=") + of({"yes", "no"}));
    if (pick(0, 3) == 0) line(end + pick(30, 200), "trajectory_start method=iag-2019 phase=start worker=@bea");
    const int lines = pick(2, 30);
    for (int i = 0; i < lines; ++i) some(pick(0, pick(0, 3) == 0 ? end + 200 : end));
    return out_;
  }

 private:
  int pick(int least, int most) {
    return least + static_cast<int>(random_() % static_cast<unsigned>(most - least + 1));
  }
  std::string of(std::initializer_list<const char*> list) {
    return *(list.begin() + pick(0, static_cast<int>(list.size()) - 1));
  }
  static std::string day(int at) { return (*LocalDate::parse("2026-01-05") + at).text(); }
  void line(int at, const std::string& rest) { out_ += day(at) + " " + rest + "\n"; }
  std::string transition(const std::string& from, const std::string& to) {
    const std::string talk = of({"talk=yes topics=experience,progress,planning", "talk=no"});
    return "phase_transition from=" + from + " to=" + to + " " + talk;
  }
  std::string acts() {
    return pick(0, 2) > 0 ? ""
                          : " signals=" + of({"no_contact", "measurement_due", "measurement_missing", "deadline_passed",
                                              "visits_held_behind", "phase_overrun", "goal_without_activity",
                                              "decision_review_due", "alliance_check_due", "safety_review_due"});
  }
  std::string domain() { return "domain=" + of({"parenting", "child_behaviour", "network"}); }

  void some(int at) {
    const std::string id = "id=x" + std::to_string(++made_);
    switch (pick(0, 28)) {
      case 0:
      case 1:
      case 2:
      case 3: return line(at, "contact held=yes channel=visit hours=" + of({"1", "1.5", "3"}));
      case 4: return line(at, "contact held=no channel=visit reason=forgot");
      case 5: return line(at, "contact held=yes channel=phone" + acts());
      case 6: return line(at, "need " + id + " " + domain() + " text=x");
      case 7: return line(at, "goal " + id + " " + domain() + " text=x with_family=" + of({"yes", "no"}));
      case 8: return line(at, "activity " + domain());
      case 9:
        line(at, "decision " + id + " element=x review=" + day(at + pick(1, 60)));
        if (pick(0, 1) == 0) return;
        return line(at + pick(1, 20), "decision element=x updates=" + id.substr(3) + of({"", " outcome=keep"}));
      case 10: return line(at, "decision element=y reconsider=" + of({"no_result", "gut_feeling"}) + acts());
      case 11: return line(at, "safety type=review judgement=" + of({"safe", "watch", "unsafe"}) + review(at));
      case 12: return line(at, "safety type=" + of({"threat", "plan", "crisis"}));
      case 13:
      case 14:
        return line(at, "measurement instrument=" + of({"cbcl", "obvl", "srs"}) +
                            " informant=@mother person=@sam state=done moment=" +
                            of({"start", "halfway", "end", "follow_up", "session"}));
      case 15: return line(at, "discussion topic=measurement with=" + of({"family", "guidance"}) + acts());
      case 16: return line(at, "discussion topic=" + of({"case", "safety"}) + " with=team" + acts());
      case 17:
        return line(at, "alliance_check rater=@mother value=" + of({"4", "8"}) + " outcome=" + of({"go_on", "talk"}));
      case 18: return line(at, "network supporters=" + of({"0", "1", "2", "3"}));
      case 19: return line(at, "plan type=" + of({"treatment", "final_report", "relapse"}));
      case 20: {
        const int from = at + pick(0, 10);
        return line(at, "pause by=" + of({"family", "provider"}) + " from=" + day(from) +
                            (pick(0, 3) == 0 ? "" : " until=" + day(from + pick(0, 40))));
      }
      case 21: return line(at, "appointment day=" + day(at + pick(0, 30)) + acts());
      case 22:
        return line(at, "professional help=school_coach person=@coach until=" + day(at + pick(0, 90)) +
                            (pick(0, 1) == 0 ? " lead=yes" : ""));
      case 23: return line(at, "person person=@anna role=worker left=" + day(at + pick(0, 30)));
      case 24: return line(at, "person person=@bea role=" + of({"worker", "replacement"}));
      case 25:
        return line(at,
                    "measurement instrument=well_being informant=@sam person=@sam moment=session state=done device=" +
                        of({"own", "worker"}) + " filled_in=" + of({"alone", "together"}) +
                        " answers=safe_home:" + of({"2", "5"}) + ",not_be_here:1");
      case 26:
        return line(at, "contact held=" + of({"yes", "no"}) +
                            " channel=phone signals=" + of({"critical_answer", "home_answer_unread"}));
      case 27:
        return line(at, "measurement instrument=cbcl informant=@mother person=@sam state=attempted reason=x moment=" +
                            of({"start", "end", "follow_up"}));
      default: return line(at, "knipkaart channel=phone");
    }
  }
  std::string review(int at) { return pick(0, 1) == 0 ? "" : " review=" + day(at + pick(1, 40)); }

  std::mt19937 random_;
  std::string out_;
  int made_ = 0;
};

}  // namespace koers::cli_test
