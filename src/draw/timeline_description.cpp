#include <algorithm>
#include <string>

#include "draw/timeline_speech.h"
#include "draw/timeline_text.h"

namespace koers::draw {
namespace {

constexpr std::size_t kMostLanes = 24;  // told; what a picture of more says is in its table

class Description : Speech {
 public:
  Description(const Timeline& source, const LabelFn& words) : Speech{source, words}, t_(source) {}

  std::string run() {
    facts();
    for (const Band& band : t_.bands) {
      if (!band.running) continue;
      const auto length = lengths(band);
      add(say("draw.describe.running", {{"what", say(band.name)}, {"length", length.empty() ? "" : length.front()}}));
    }
    for (std::size_t i = 0; i < t_.panels.size() && i < kMostLanes; ++i) panel(t_.panels[i]);
    for (const Ladder& ladder : t_.ladders) goals(ladder);
    return std::move(out_);
  }

 private:
  void add(const std::string& sentence) {
    if (sentence.empty()) return;
    if (!out_.empty()) out_ += ' ';
    out_ += sentence;
    out_ += '.';
  }

  void facts() {
    std::string text = say(t_.title);
    for (const Fact& fact : t_.facts) {
      if (!text.empty()) text += &fact == &t_.facts.front() ? ": " : ", ";
      text += say(fact.value) + " " + say(fact.name);
    }
    add(text);
  }

  static std::string way(std::int64_t from, std::int64_t to) { return to > from ? "up" : to < from ? "down" : "same"; }

  /// The first reading and the last in time; null without two.
  static std::pair<const Reading*, const Reading*> ends(const Series& series) {
    if (series.readings.size() < 2) return {};
    const auto [first, last] = std::minmax_element(series.readings.begin(), series.readings.end(),
                                                   [](const Reading& a, const Reading& b) { return a.day < b.day; });
    return {&*first, &*last};
  }

  void panel(const Panel& panel) {
    const int decimals = shown_decimals(panel);
    std::string text;
    for (const Series& series : panel.series) {
      const auto [first, last] = ends(series);
      if (first == nullptr) continue;
      text += (text.empty() ? say(panel.name) + ": " : "; ") +
              say("draw.describe.change", {{"who", voice(series.voice)},
                                           {"way", way(first->value, last->value)},
                                           {"from", Speech::value(first->value, decimals, panel.decimals)},
                                           {"to", Speech::value(last->value, decimals, panel.decimals)}});
    }
    add(text);
  }

  /// How many rows each voice sees higher, equal and lower than at first: voices stay apart here too.
  void goals(const Ladder& ladder) {
    std::string text;
    for (std::size_t who = 0; who < t_.voices.size() && who < kMostLanes; ++who) {
      std::size_t up = 0, same = 0, down = 0;
      for (const LadderRow& row : ladder.rows) {
        for (const Series& series : row.series) {
          const auto [first, last] = ends(series);
          if (series.voice != who || first == nullptr) continue;
          ++(last->value > first->value ? up : last->value < first->value ? down : same);
        }
      }
      if (up + same + down == 0) continue;
      std::string counts;
      const auto count = [&](std::string_view key, std::size_t n) {
        if (n == 0) return;
        if (!counts.empty()) counts += ", ";
        counts += say(key, {{"n", std::to_string(n)}});
      };
      count("draw.describe.higher", up);
      count("draw.describe.equal", same);
      count("draw.describe.lower", down);
      if (!text.empty()) text += "; ";
      text += voice(who) + " " + counts;
    }
    if (!text.empty()) add(say("draw.describe.steps", {{"what", say(ladder.name)}, {"counts", text}}));
  }

  const Timeline& t_;
  std::string out_;
};

}  // namespace

std::string description_text(const Timeline& timeline, const LabelFn& label) {
  return Description(timeline, label).run();
}

}  // namespace koers::draw
