// How one family's entries are made: the course is laid out first, then told part by part, then put in order of time.
// Inside the room.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dossier/case_file.h"
#include "simulate/calibration.h"
#include "simulate/days.h"
#include "simulate/random.h"
#include "simulate/scheme.h"

namespace koers::simulate {

enum class Ending : std::uint8_t { as_planned, early_drop_out, late_drop_out, outside };

/// Worker `number` (1 or more) of the provider with this seed.
PersonId worker_of(std::uint64_t seed, std::uint32_t number);

struct Stretch {
  const PhasePlan* phase = nullptr;
  LocalDate from, until;  ///< the first day, and the first day after
};

class Story {
 public:
  Story(const Scheme& scheme, const Days& days, const Provider& provider, std::uint64_t family, dossier::CaseFile& out);
  void tell();

 private:
  // story.cpp: the course, and what entries share
  void lay_out();
  void latent();
  dossier::Entry& put(LocalDate day, int minutes, dossier::Body body);
  EntryId add(LocalDate day, int minutes, dossier::Body body) { return put(day, minutes, std::move(body)).id; }
  bool told(LocalDate day) const { return day <= last_; }
  std::int64_t severity(std::size_t course, LocalDate day) const;
  const PersonId& carer() const { return mother_ ? *mother_ : *father_; }
  std::vector<PersonId> carers() const;

  // story_people.cpp: who they are, how they came
  void people();
  void intake();
  // story_work.cpp: what is done
  void contacts();
  void visit(LocalDate day, const Stretch& in, bool near_end);
  void missed(LocalDate day);
  void needs_and_goals();
  void rate_goals(LocalDate day, dossier::Moment moment);
  void transitions();
  void decisions();
  void safety();
  // story_measuring.cpp: what is asked
  void measurements();
  void measure(const Asked& asked, LocalDate day);
  void session(LocalDate day);
  void satisfaction(LocalDate day, std::int64_t gain);
  void guidance();
  // story_after.cpp
  void close();
  void after();

  const Scheme& scheme_;
  const Days& days_;
  const Provider& provider_;
  std::uint64_t family_;
  dossier::CaseFile& out_;
  Draws dates_, calendar_, answers_, work_, people_draws_, ids_, items_;

  PersonId worker_;
  std::optional<PersonId> mother_, father_;
  std::vector<PersonId> children_;
  Ending ending_ = Ending::as_planned;
  LocalDate referral_, start_;
  LocalDate last_;  ///< of the treatment
  std::vector<Stretch> stretches_;
  std::optional<std::pair<LocalDate, LocalDate>> pause_;
  int held_ = 0, held_at_most_ = 1000;
  std::array<int, 2> weekdays_{};

  struct Latent {
    std::int64_t start = 0, end = 0, later = 0;  ///< hundredths of T
  };
  std::array<Latent, courses.size()> latent_;
  struct Aim {
    EntryId id;
    dossier::Code domain;
    std::string text;
    LocalDate set;
    int level = 0;  ///< as last rated
  };
  std::vector<Aim> goals_;
  std::vector<EntryId> filled_in_;  ///< measurements, to be discussed
};

}  // namespace koers::simulate
