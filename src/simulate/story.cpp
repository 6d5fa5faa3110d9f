#include "simulate/story.h"

#include <algorithm>

namespace koers::simulate {
namespace {

using dossier::AboutWhom;
using dossier::before;
using dossier::Body;
using dossier::CaseFile;
using dossier::Characteristic;
using dossier::Code;
using dossier::Consent;
using dossier::Eligibility;
using dossier::Entry;
using dossier::Guardianship;
using dossier::LivingSituation;
using dossier::Moment;
using dossier::Order;
using dossier::Person;
using dossier::Place;
using dossier::Professional;
using dossier::Referral;
using dossier::Relation;
using dossier::Role;
using dossier::Tie;
using dossier::TrajectoryStart;

constexpr int referrals_spread_days = 730;

/// Version 8 of RFC 9562, made of chance alone; 64 bits of them from `block` each way.
std::array<std::uint8_t, 16> bytes_of(const Block& block) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 16; ++i) bytes[i] = static_cast<std::uint8_t>(block[i / 4] >> (24 - i % 4 * 8));
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x80);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  return bytes;
}

}  // namespace

Story::Story(const Scheme& scheme, const Days& days, const Provider& provider, std::uint64_t family, CaseFile& out)
    : scheme_(scheme),
      days_(days),
      provider_(provider),
      family_(family),
      out_(out),
      dates_(provider.seed, family, Part::family),
      calendar_(provider.seed, family, Part::calendar),
      answers_(provider.seed, family, Part::answers),
      work_(provider.seed, family, Part::work),
      people_draws_(provider.seed, family, Part::people),
      ids_(provider.seed, family, Part::ids),
      items_(provider.seed, family, Part::items) {}

void Story::tell() {
  out_.synthetic = true;
  out_.title = "Synthetic family " + std::to_string(family_) + ", seed " + std::to_string(provider_.seed);
  out_.journal = JournalId(bytes_of({ids_.bits(), ids_.bits(), ids_.bits(), ids_.bits()}));
  out_.entries.clear();
  out_.entries.reserve(160);
  lay_out();
  latent();
  people();
  intake();
  needs_and_goals();
  contacts();
  if (ending_ == Ending::early_drop_out) {
    guidance();
    close();
  } else {
    transitions();
    measurements();
    decisions();
    safety();
    guidance();
    close();
    after();
  }
  std::ranges::stable_sort(out_.entries, before);
  out_.lines.resize(out_.entries.size());
  for (std::size_t i = 0; i < out_.lines.size(); ++i) out_.lines[i] = static_cast<std::uint32_t>(i + 2);
}

/// Version 7: time of writing first; then the place in the telling, and chance.
Entry& Story::put(LocalDate day, int minutes, Body body) {
  Entry& made = out_.entries.emplace_back();
  made.journal = out_.journal;
  made.occurred = at(day, minutes);
  made.written = at(day, std::min(minutes + 30, 23 * 60 + 59));
  made.author = worker_;
  made.role = Role::worker;
  made.body = std::move(body);
  const auto milliseconds = static_cast<std::uint64_t>(made.written.instant()) * 1000;
  const auto place = static_cast<std::uint32_t>(out_.entries.size());
  auto bytes = bytes_of({static_cast<std::uint32_t>(milliseconds >> 16),
                         static_cast<std::uint32_t>(milliseconds << 16) | place, ids_.bits(), ids_.bits()});
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70);
  made.id = EntryId(bytes);
  return made;
}

void Story::lay_out() {
  referral_ = days_.work_day_from(provider_.from + dates_.below(referrals_spread_days));
  start_ = days_.work_day_from(referral_ + dates_.between(7, 35));
  Draws ending(provider_.seed, family_, Part::ending);
  const int lot = ending.below(10'000);
  if (lot < early_drop_out) {
    ending_ = Ending::early_drop_out;
    held_at_most_ = ending.between(1, 3);
  } else if (lot < early_drop_out + late_drop_out) {
    ending_ = Ending::late_drop_out;
  } else if (lot < early_drop_out + late_drop_out + ended_from_outside) {
    ending_ = Ending::outside;
  }
  const bool paused = dates_.chance(1500);
  LocalDate from = start_;
  for (const PhasePlan& phase : scheme_.phases) {
    int weeks = dates_.between(phase.weeks_least, phase.weeks_most);
    if (dates_.chance(1500)) weeks += dates_.between(1, 3);  // longer than the method says
    if (phase.change && paused && !pause_) {
      const LocalDate first = from + 7 * (1 + dates_.below(weeks));
      pause_ = {first, first + 13};
      weeks += 2;
    }
    const LocalDate until = days_.work_day_from(from + 7 * weeks);
    stretches_.push_back({&phase, from, until});
    from = until;
  }
  last_ = from;
  if (ending_ == Ending::late_drop_out || ending_ == Ending::outside) {
    // Somewhere in the second phase, after its first week.
    const Stretch& in = stretches_[1];
    last_ = days_.work_day_from(in.from + 7 + ending.below(std::max(1, in.until - in.from - 14)));
  }
  if (pause_ && pause_->second >= last_) pause_.reset();
  const int first = dates_.below(2);
  weekdays_ = {first, first + dates_.between(2, 3)};
}

void Story::latent() {
  Draws draw(provider_.seed, family_, Part::latent);
  // One lot and partly one start for both instruments: a heavy burden mostly goes with heavy behaviour (correlation of the starts
  // within a kind 0.6; our own).
  const int lot = draw.below(10'000);
  const int shared = draw.normal();
  const int shared_rest = draw.normal();
  for (std::size_t i = 0; i < courses.size(); ++i) {
    const Course& course = courses[i];
    const bool light = lot < course.light_share;
    const int own = draw.normal(), own_rest = draw.normal();
    const auto mixed = [i](int common, int other) {
      return i == 0 ? common : static_cast<int>(floor_div(std::int64_t{6} * common + std::int64_t{8} * other, 10));
    };
    const std::int64_t centre = light ? course.light_start : course.heavy_start;
    const std::int64_t off = spread(course.start_sd, mixed(shared, own));
    Latent& made = latent_[i];
    made.start = centre + off;
    made.end = centre - (light ? course.light_gain : course.heavy_gain) + floor_div(off * course.slope, 1000) +
               spread(light ? course.light_rest : course.heavy_rest, mixed(shared_rest, own_rest));
    made.later = made.end + spread(300, draw.normal());
  }
}

std::int64_t Story::severity(std::size_t course, LocalDate day) const {
  const Latent& in = latent_[course];
  const std::int64_t whole = std::max(1, stretches_.back().until - start_);
  const std::int64_t gone = std::clamp<std::int64_t>(day - start_, 0, whole);
  return in.start + floor_div((in.end - in.start) * gone, whole);
}

std::vector<PersonId> Story::carers() const {
  std::vector<PersonId> out;
  if (mother_) out.push_back(*mother_);
  if (father_) out.push_back(*father_);
  return out;
}

// --- who they are, how they came

namespace {
/// Of a person of the provider or of a family: never of both.
PersonId person(std::uint64_t seed, std::uint64_t family, std::uint32_t who) {
  Draws draw(seed, family, Part::people);
  Block block{draw.bits(), draw.bits(), draw.bits(), draw.bits()};
  return PersonId(bytes_of(philox(block, {who, 0})));
}
constexpr std::uint64_t of_the_provider = 0;  // families count from 1
}  // namespace

PersonId worker_of(std::uint64_t seed, std::uint32_t number) { return person(seed, of_the_provider, number); }

void Story::people() {
  const LocalDate day = referral_;
  worker_ = worker_of(provider_.seed, static_cast<std::uint32_t>(people_draws_.bits() % provider_.workers) + 1);
  const std::string number = std::to_string(family_);
  const int together = people_draws_.below(10'000);
  const auto parent = [&](std::uint32_t who, Role role, const char* name) {
    Person b;
    b.person = person(provider_.seed, family_, who);
    b.role = role;
    b.name = std::string("Synthetic ") + name + ' ' + number;
    b.birth = day - 365 * people_draws_.between(26, 48) - people_draws_.below(365);
    const PersonId id = b.person;
    add(day, 540, std::move(b));
    return id;
  };
  if (together < 9400) mother_ = parent(1, Role::mother, "mother");
  if (together < 5200 || together >= 9400) father_ = parent(2, Role::father, "father");
  const int children = people_draws_.between(1, 2) + people_draws_.chance(2500);
  for (int i = 0; i < children; ++i) {
    Person b;
    b.person = person(provider_.seed, family_, static_cast<std::uint32_t>(10 + i));
    b.role = Role::child;
    b.name = "Synthetic child " + number + '-' + std::to_string(i + 1);
    b.birth = day - 365 * people_draws_.between(5, 14) - people_draws_.below(365);
    b.sex = Code{people_draws_.chance(5700) ? "boy" : "girl", false};
    children_.push_back(b.person);
    add(day, 541 + i, std::move(b));
    Relation tie;
    tie.from = carer();
    tie.to = children_.back();
    tie.tie = Tie::parent;
    tie.guardianship = Guardianship::authority;
    add(day, 545 + i, tie);
  }
  LivingSituation lives;
  lives.child = children_.front();
  const bool away = people_draws_.chance(600);
  lives.place = away ? Place::foster : Place::home;
  lives.order = people_draws_.chance(1500) ? Order::order : Order::voluntary;
  if (away) lives.return_planned = true;
  add(day, 550, std::move(lives));
  if (!people_draws_.chance(7000)) return;
  Professional other;
  other.help = {"school", false};
  other.organisation = "Synthetic school";
  other.lead = people_draws_.chance(3000);
  other.since = day - people_draws_.between(30, 900);
  add(day, 551, std::move(other));
}

void Story::intake() {
  Referral referral;
  referral.referrer =
      scheme_.referrers.empty()
          ? Code{"other", true}
          : scheme_
                .referrers[static_cast<std::size_t>(people_draws_.below(static_cast<int>(scheme_.referrers.size())))];
  referral.request = people_draws_.chance(6500);
  add(referral_, 530, std::move(referral));
  Consent consent;
  consent.what = {"treatment", false};
  consent.given = true;
  consent.by = carer();
  add(start_, 535, std::move(consent));
  // Every eighth characteristic or so is asked; of those, half are so, and one in ten is not known.
  int asked = 0;
  for (const AskedCharacteristic& each : scheme_.characteristics) {
    if (!people_draws_.chance(1200)) continue;
    Characteristic b;
    b.code = each.code;
    b.about = each.about;
    if (each.about == AboutWhom::child) b.person = children_.front();
    if (each.about == AboutWhom::parent) b.person = carer();
    b.moment = Moment::start;
    const int lot = people_draws_.below(10);
    if (lot > 0) b.answer = lot <= 5;
    add(referral_ + 1, 600 + asked++, std::move(b));
  }
  for (std::size_t i = 0; i < scheme_.criteria.size() && i < 2; ++i) {
    Eligibility b;
    b.criterion = scheme_.criteria[i];
    b.answer = !people_draws_.chance(500);
    add(referral_ + 1, 660 + static_cast<int>(i), std::move(b));
  }
  TrajectoryStart start;
  start.method = scheme_.method;
  if (!scheme_.hash.empty()) start.hash = scheme_.hash;
  start.phase = scheme_.phases.front().code;
  start.children = {children_.front()};
  start.worker = worker_;
  add(start_, 540, std::move(start));
}

}  // namespace koers::simulate
