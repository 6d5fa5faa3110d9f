#include "service/form_codes.h"

#include <algorithm>

#include "base/text.h"
#include "dossier/answers.h"
#include "service/fresh.h"

namespace koers::service {
namespace {

constexpr std::size_t word_bytes = 7;  // twelve letters and digits

/// As typed: capitals, blanks and hyphens do not matter.
std::string plain(std::string_view word) {
  std::string out;
  for (const char c : word.substr(0, 100)) {
    if (c != '-' && c != ' ') out += c;
  }
  return lower_ascii(out);
}

/// Why there is no answer, as the entry has it.
std::optional<dossier::NoAnswer> no_answer(measure::Missing missing) {
  switch (missing) {
    case measure::Missing::not_asked: return dossier::NoAnswer::not_asked;
    case measure::Missing::refused: return dossier::NoAnswer::refused;
    case measure::Missing::not_applicable: return dossier::NoAnswer::not_applicable;
    case measure::Missing::lost: return dossier::NoAnswer::lost;
    default: return {};
  }
}

/// Without the noughts at its end: an entry holds two decimals.
Decimal shortest(Decimal d) {
  for (; d.decimals > 0 && d.scaled % 10 == 0; --d.decimals) d.scaled /= 10;
  return d;
}

}  // namespace

Expected<std::string> FormCodes::give(const Caller& caller, GivenForms forms, std::int64_t minutes) {
  if (minutes < 1 || minutes > longest_minutes)
    return fail("form.bad_minutes", {{"most", std::to_string(longest_minutes)}});
  const auto file = families_.open(caller, forms.journal, "form.give");
  if (!file) return fail(file.error());
  const dossier::Dossier state = dossier::replay(file->file.entries);
  if (state.person(forms.person) == nullptr || (forms.about && state.person(*forms.about) == nullptr))
    return fail("form.no_person");
  if (forms.instruments.empty()) return fail("form.no_instrument", {{"instrument", ""}});
  for (const std::string& code : forms.instruments) {
    const measure::Instrument* instrument = catalogue().instrument(code);
    if (instrument == nullptr) return fail("form.no_instrument", {{"instrument", code.substr(0, 40)}});
    if (instrument->items.empty()) return fail("form.no_questions", {{"instrument", code}});
  }
  const std::int64_t now = caller.now.instant();
  forms.until = now + minutes * 60;
  std::string word = fresh_word(word_bytes);
  const std::lock_guard lock(mutex_);
  std::erase_if(given_, [&](const auto& item) { return item.second.until <= now; });
  given_[store::tag(store_.root().names, {"form", plain(word)})] = std::move(forms);
  return word;
}

Expected<GivenForms> FormCodes::find(const std::string& word, const Caller& from) {
  const std::int64_t now = from.now.instant();
  const std::string whose = "form " + from.from;
  if (const std::int64_t wait = attempts_.wait(whose, now); wait > 0)
    return fail("sign_in.wait", {{"seconds", std::to_string(wait)}});
  const std::lock_guard lock(mutex_);
  const auto found = given_.find(store::tag(store_.root().names, {"form", plain(word)}));
  if (found == given_.end() || found->second.until <= now) {
    attempts_.wrong(whose, now);
    return fail("form.code_wrong");
  }
  attempts_.right(whose);
  return found->second;
}

Expected<GivenForms> FormCodes::open(const std::string& word, const Caller& from) {
  auto forms = find(word, from);
  if (!forms) return forms;
  Caller who = from;
  who.person = forms->person;
  store::AccessEvent event = event_of(who, "form.open", store::Action::read);
  event.role = "form";
  event.purpose = "own_file";
  if (const auto logged = store_.append({{}, forms->journal, event}); !logged) return fail(logged.error());
  return forms;
}

Expected<FormResult> FormCodes::answer(const std::string& word, const std::string& code,
                                       const std::vector<std::pair<std::string, std::string>>& answers,
                                       const std::optional<EntryId>& id, const Caller& from, Language language) {
  const auto forms = find(word, from);
  if (!forms) return fail(forms.error());
  if (std::ranges::find(forms->instruments, code) == forms->instruments.end())
    return fail("form.no_instrument", {{"instrument", code.substr(0, 40)}});
  if (forms->filled_in.contains(code)) return fail("form.filled_in");
  const measure::Instrument& instrument = *catalogue().instrument(code);
  const auto reader = measure::AnswerReader::make(instrument);
  if (!reader) return fail(reader.error());
  std::vector<measure::Answer> given = reader->blank();
  dossier::Measurement body;
  for (const auto& [item, cell] : answers) {
    const auto at = reader->item(item);
    if (!at) return fail(at.error());
    const auto answer = reader->answer(*at, cell);
    if (!answer) return fail(answer.error());
    given[*at] = *answer;
    dossier::Answer kept;
    kept.item.text = item;
    if (const auto missing = no_answer(answer->missing)) {
      kept.missing = missing;
    } else if (answer->missing == measure::Missing::none) {
      kept.value = dossier::Points{shortest(answer->value())};
    } else {
      continue;  // left open
    }
    body.answers.push_back(std::move(kept));
  }
  if (const auto unasked = measure::answered_unasked(instrument, given))
    return fail(measure::unasked(instrument, *unasked));

  FormResult out;
  out.scores = measure::score_measurement(instrument, given, {});
  body.instrument = code;
  body.informant = forms->person;
  body.person = forms->about;
  body.moment = forms->moment;
  body.filled_in = forms->at_home ? dossier::FilledIn::alone : dossier::FilledIn::together;
  body.device = forms->at_home ? dossier::Device::own : dossier::Device::worker;
  for (const measure::ScaleScore& scale : out.scores) {
    if (!scale.score.exists()) continue;
    dossier::Score score;
    score.scale.text = scale.scale->code;
    score.raw = dossier::Points{shortest(scale.score.raw)};
    body.scores.push_back(std::move(score));
  }
  const auto items = dossier::item_answers(body);
  out.notice = dossier::respondent_notice(instrument, items, catalogue().settings(), language);

  dossier::Entry entry;
  entry.id = id.value_or(fresh_id<EntryId>());
  entry.journal = forms->journal;
  entry.occurred = entry.written = from.now;
  entry.author = forms->person;
  entry.body = std::move(body);
  const auto recorded = families_.record_form(from, std::move(entry));
  if (!recorded) return fail(recorded.error());
  if (dossier::blocks(recorded->problems)) return fail("record.ask_the_provider");
  const std::lock_guard lock(mutex_);
  const auto found = given_.find(store::tag(store_.root().names, {"form", plain(word)}));
  if (found != given_.end()) found->second.filled_in.insert(code);
  return out;
}

}  // namespace koers::service
