// The one description of every body: its members by name. Decoding, encoding, schema, page and the compact line format
// are all made from it; constraints are in the members' types (types.h). A test compares these lists with notes.cpp,
// member by member.
#pragma once

#include <boost/describe.hpp>

#include "dossier/entry.h"

namespace koers::dossier {
BOOST_DESCRIBE_ENUM(Partly, yes, partly, no)
BOOST_DESCRIBE_ENUM(Role, mother, father, other_carer, child, guardian, network, professional, teacher, worker,
                    replacement, supervisor, behavioural_scientist, team_lead, system)
BOOST_DESCRIBE_ENUM(Moment, start, halfway, transition, end, follow_up, session, three_monthly)
BOOST_DESCRIBE_ENUM(State, open, reached, dropped)
BOOST_DESCRIBE_STRUCT(Referral, (), (referrer, request, question))
BOOST_DESCRIBE_STRUCT(Person, (), (person, role, name, birth, sex, intellectual_disability, left))
BOOST_DESCRIBE_STRUCT(Address, (), (person, text, since, secret))
BOOST_DESCRIBE_ENUM(Tie, parent, step_parent, foster_parent, partner, former_partner, sibling, grandparent, relative,
                    friend_, neighbour, other)
BOOST_DESCRIBE_ENUM(Guardianship, authority, guardian, none)
BOOST_DESCRIBE_STRUCT(Relation, (), (from, to, tie, guardianship, since, until))
BOOST_DESCRIBE_STRUCT(Professional, (), (help, person, organisation, lead, helped, since, until))
BOOST_DESCRIBE_ENUM(Place, home, foster, residential, network, other)
BOOST_DESCRIBE_ENUM(Order, voluntary, order)
BOOST_DESCRIBE_STRUCT(LivingSituation, (), (child, place, since, order, return_planned, return_on, conditions))
BOOST_DESCRIBE_ENUM(Without, court_order, serious_harm, child_persists, not_able, emergency)
BOOST_DESCRIBE_STRUCT(Consent, (), (what, given, by, until, children, without))
BOOST_DESCRIBE_ENUM(AboutWhom, child, parent, family)
BOOST_DESCRIBE_STRUCT(Characteristic, (), (code, answer, about, person, moment, source))
BOOST_DESCRIBE_STRUCT(Eligibility, (), (criterion, answer, reason))
BOOST_DESCRIBE_STRUCT(TrajectoryStart, (), (method, hash, variant, tailored, phase, children, worker))
BOOST_DESCRIBE_STRUCT(Renamed, (), (from, to))
BOOST_DESCRIBE_STRUCT(MethodMove, (), (method, hash, phases, techniques, goals, reason))
BOOST_DESCRIBE_STRUCT(PhaseTransition, (), (from, to, talk, topics, present, reason))
BOOST_DESCRIBE_ENUM(PausedBy, family, provider)
BOOST_DESCRIBE_STRUCT(Pause, (), (by, from, until, reason))
BOOST_DESCRIBE_ENUM(PlanType, treatment, final_report, relapse)
BOOST_DESCRIBE_STRUCT(Plan, (), (type, with_family, text))
BOOST_DESCRIBE_STRUCT(Closure, (), (reason, planned, request_answered, without_help, open_ends, text))
BOOST_DESCRIBE_STRUCT(Analysis, (), (with_family, strengths, problems))
BOOST_DESCRIBE_STRUCT(Need, (), (domain, text, person, state, updates))
BOOST_DESCRIBE_STRUCT(Contribution, (), (person, does))
BOOST_DESCRIBE_STRUCT(Goal, (), (domain, text, needs, levels, who, with_family, state, reason, updates))
BOOST_DESCRIBE_STRUCT(GoalRating, (), (goal, rater, level, moment, own, saw, together, text))
BOOST_DESCRIBE_STRUCT(Activity, (), (domain, goal, text))
BOOST_DESCRIBE_ENUM(Channel, visit, office, phone, video, other)
BOOST_DESCRIBE_ENUM(Purpose, regular, first_talk, start_meeting, transition_talk, family_meeting, farewell, follow_up,
                    other)
BOOST_DESCRIBE_STRUCT(Appointment, (), (day, purpose, channel, present))
BOOST_DESCRIBE_ENUM(Outcome, done, partly, no)
BOOST_DESCRIBE_STRUCT(TechniqueUse, (), (code, outcome))
BOOST_DESCRIBE_ENUM(Attention, strengths, problems, both)
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (held, reason, channel, purpose, hours, present, techniques, goals, given, tried, went, next,
                       attention))
BOOST_DESCRIBE_ENUM(MeasurementState, done, declined, lost, attempted)
BOOST_DESCRIBE_ENUM(Band, normal, borderline, clinical)
BOOST_DESCRIBE_ENUM(FilledIn, together, alone)
BOOST_DESCRIBE_ENUM(Device, worker, own, provider, paper)
BOOST_DESCRIBE_ENUM(NoAnswer, not_asked, refused, not_applicable, lost)
BOOST_DESCRIBE_STRUCT(Answer, (), (item, value, missing))
BOOST_DESCRIBE_STRUCT(Score, (), (scale, raw, t, band))
BOOST_DESCRIBE_STRUCT(Measurement, (),
                      (instrument, version, form, norm, informant, person, moment, state, reason, filled_in, device,
                       answers, scores))
BOOST_DESCRIBE_STRUCT(Scaling, (), (topic, value, rater, goal))
BOOST_DESCRIBE_ENUM(Click, go_on, talk, other_worker)
BOOST_DESCRIBE_STRUCT(AllianceCheck, (), (rater, outcome, value, worker, text))
BOOST_DESCRIBE_STRUCT(Tied, (), (who, support))
BOOST_DESCRIBE_STRUCT(Network, (), (supporters, conflict, people))
BOOST_DESCRIBE_ENUM(SafetyType, review, threat, plan, consultation, crisis)
BOOST_DESCRIBE_ENUM(Judgement, safe, watch, unsafe)
BOOST_DESCRIBE_STRUCT(Safety, (), (type, judgement, text, agreements, with, review, closes))
BOOST_DESCRIBE_ENUM(Reconsider, none, no_result, parents_not_behind, resistance, less_motivation, new_information,
                    must_come_first, gut_feeling)
BOOST_DESCRIBE_ENUM(ReviewOutcome, keep, adjust, stop)
BOOST_DESCRIBE_STRUCT(Decision, (),
                      (element, considerations, family_wish, professional_view, agreed_with, reconsider,
                       reconsider_when, review, outcome, updates))
BOOST_DESCRIBE_ENUM(With, family, guidance, intervision, team, chain)
BOOST_DESCRIBE_ENUM(Topic, case_, measurement, signal, decision, safety, transition, goals)
BOOST_DESCRIBE_STRUCT(Discussion, (), (with, topic, targets, present, text))
BOOST_DESCRIBE_STRUCT(Knipkaart, (), (channel, text))
BOOST_DESCRIBE_STRUCT(FollowUp, (), (held, results_hold, results_discussed, other_help_needed, text))
BOOST_DESCRIBE_STRUCT(ClientStatement, (), (by, text, in_confidence))
BOOST_DESCRIBE_ENUM(GuidanceWhat, guidance, intervision, caseload)
BOOST_DESCRIBE_STRUCT(GuidanceInput, (), (what, value))
BOOST_DESCRIBE_ENUM(RefusedBy, referrer, family, provider)
BOOST_DESCRIBE_STRUCT(Refusal, (), (by, reason, instead, text))
BOOST_DESCRIBE_ENUM(Priority, usual, soon, urgent)
BOOST_DESCRIBE_STRUCT(WaitingList, (), (priority, reason, since, text))
BOOST_DESCRIBE_ENUM(AssignedAs, lead, second, replacement)
BOOST_DESCRIBE_STRUCT(Assignment, (), (worker, as, from, until, reason))
BOOST_DESCRIBE_STRUCT(Household, (), (members, since, text))
BOOST_DESCRIBE_STRUCT(HoursGrant, (), (hours, from, until, law))
BOOST_DESCRIBE_ENUM(TaskState, open, done, dropped)
BOOST_DESCRIBE_STRUCT(Task, (), (text, who, due, state, updates))
BOOST_DESCRIBE_STRUCT(MeldcodeStep, (), (step, outcome, with, rests_on, text))
BOOST_DESCRIBE_STRUCT(Handover, (), (from, to, talk, present, open_ends, text))
BOOST_DESCRIBE_ENUM(Onward, asked, waiting, started, refused, dropped_out, landed)
BOOST_DESCRIBE_STRUCT(OnwardReferral, (), (to, state, barrier, organisation, text, updates))
BOOST_DESCRIBE_ENUM(Media, jpeg, png, pdf)
BOOST_DESCRIBE_STRUCT(Document, (), (what, title, media, bytes, digest, dated, from))
BOOST_DESCRIBE_STRUCT(Withdrawal, (), (reason))
BOOST_DESCRIBE_STRUCT(ConflictResolution, (), (keep, over, reason))
BOOST_DESCRIBE_ENUM(Kind, referral, person, address, relation, professional, living_situation, consent, characteristic,
                    eligibility, trajectory_start, method_move, phase_transition, pause, plan, closure, analysis, need,
                    goal, goal_rating, activity, appointment, contact, measurement, scaling, alliance_check, network,
                    safety, decision, discussion, knipkaart, follow_up, client_statement, guidance_input, refusal,
                    waiting_list, assignment, household, hours_grant, task, meldcode_step, handover, onward_referral,
                    document, withdrawal, conflict_resolution)
BOOST_DESCRIBE_ENUM(Reach, family, adults, closed)
BOOST_DESCRIBE_STRUCT(Audience, (), (reach, child_from, persons, except))
BOOST_DESCRIBE_STRUCT(Overruled, (), (problem, reason))
BOOST_DESCRIBE_STRUCT(Entry, (),
                      (id, journal, occurred, written, received, seq, author, role, about, audience, supersedes,
                       signals, overruled, held))

}  // namespace koers::dossier
