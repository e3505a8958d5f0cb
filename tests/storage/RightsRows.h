// SPDX-License-Identifier: GPL-3.0-or-later
// A constant table: every public method of every service with the rights that it asks for.
#pragma once

#include "tests/storage/RightsBench.h"

namespace casebook::test {

inline const QString kNoSeries = QStringLiteral("9.9");
inline const QString kNobody = QStringLiteral("S-9999");
inline const QString kReason = QStringLiteral("wrong person");

// Arguments that change little.
inline MoveRequest noMove() { return {kNoSeries, false, q("S-0002"), kReason, false}; }
inline VisitKey base() { return {q("BASE"), 1}; }
inline ItemPath weight() { return StudyForms::path("weight"); }
inline ChangeReason other() { return {"other", kReason}; }
inline FormKey vitals(Call& c) {
    FormKey key;
    key.subject = c.bench.form.subject;
    key.form = q("VITALS");
    key.visit = q("BASE");
    return key;
}
/// A form that is not begun yet.
inline FormKey fresh(Call& c) {
    FormKey key = vitals(c);
    key.form = q("DOSE");
    key.visit = q("CYCLE");
    key.visitRepeat = c.bench.next();
    return key;
}
inline LengthRecord tenMillimetres() {
    LengthRecord out;
    out.series = q("1.1");
    out.instance = q("1.1.1");
    out.b = {10, 0, 0};
    return out;
}
inline bool noFile(ImportItem&) { return false; }
inline QStringList nowhere() { return {q("/nowhere")}; }
inline QString folder() { return q("/nowhere/out"); }
inline Result<> nothing() { return {}; }
inline Result<> sink(int, const QByteArray&) { return {}; }
inline constexpr const char* kLink = "move-images+read-images+read-forms";

// constant table
inline QList<RightsRow> subjectRows() {
    return {
        {"SubjectService::list", "read-subjects", [](Call& c) { return code(c.subjects().list()); }},
        {"SubjectService::find", "read-subjects", [](Call& c) { return code(c.subjects().find(kNobody)); }},
        {"SubjectService::enrol", "edit-subjects", [](Call& c) { return code(c.subjects().enrol({})); }},
        {"SubjectService::rename", "edit-subjects",
         [](Call& c) { return code(c.subjects().rename(SubjectId{999}, kNobody, {}, kReason)); }},
        {"ConsentService::plan", "edit-subjects",
         [](Call& c) { return code(c.consent().plan(q("S-0001"), ConsentChoice::Stop)); }},
        {"ConsentService::withdraw", "edit-subjects",
         [](Call& c) {
             return code(c.consent().withdraw({kNobody, ConsentChoice::Stop, "law", kReason}, {}));
         }},
        {"ConsentService::withdraw (erase)", "edit-subjects+manage-study",
         [](Call& c) {
             return code(c.consent().withdraw({kNobody, ConsentChoice::Erase, "law", kReason}, {}));
         }},
        {"ConsentService::state", "read-subjects",
         [](Call& c) { return code(c.consent().state(q("S-0001"))); }},
        {"ConsentService::keepForms", "read-subjects", [](Call& c) { return code(c.consent().keepForms()); }},
        {"ConsentService::setKeepForms", "manage-study",
         [](Call& c) { return code(c.consent().setKeepForms({q("AE")}, kReason)); }},
        {"SubjectService::recordIdentityRead", "read-identity",
         [](Call& c) { return code(c.subjects().recordIdentityRead(q("name"))); }},
        {"JoinService::preview", "join-subjects",
         [](Call& c) { return code(c.joins().preview(q("S-0001"), q("S-0002"))); }},
        {"JoinService::join", "join-subjects",
         [](Call& c) { return code(c.joins().join(kNobody, q("S-0002"), kReason, false)); }},
        {"JoinService::joinedTo", "read-subjects",
         [](Call& c) { return code(c.joins().joinedTo(q("S-0001"))); }},
        {"JoinService::joinedInto", "read-subjects",
         [](Call& c) { return code(c.joins().joinedInto(q("S-0001"))); }},
        {"JoinService::later", "join-subjects", [](Call& c) { return code(c.joins().later(q("S-0001"))); }},
        {"JoinService::part", "join-subjects",
         [](Call& c) { return code(c.joins().part({q("S-0001"), kReason, false, {}})); }},
        {"MoveService::preview", "move-images", [](Call& c) { return code(c.moves().preview(noMove())); }},
        {"MoveService::move", "move-images", [](Call& c) { return code(c.moves().move(noMove())); }},
        {"ExamVisitService::list", "read-images+read-forms",
         [](Call& c) { return code(c.examVisits().list()); }},
        {"ExamVisitService::find", "read-images+read-forms",
         [](Call& c) { return code(c.examVisits().find(q("e1"))); }},
        {"ExamVisitService::find (unknown)", "read-images+read-forms",
         [](Call& c) { return code(c.examVisits().find(q("e9"))); }},
        {"ExamVisitService::linkExam", kLink,
         [](Call& c) { return code(c.examVisits().linkExam(q("e1"), base(), kReason)); }},
        {"ExamVisitService::setNoVisit", kLink,
         [](Call& c) { return code(c.examVisits().setNoVisit(q("e1"), kReason)); }},
        {"ExamVisitService::unlinkExam", kLink,
         [](Call& c) { return code(c.examVisits().unlinkExam(q("e1"), kReason)); }},
        {"ExamVisitService::acceptProposed", "move-images",
         [](Call& c) { return code(c.examVisits().acceptProposed({q("e1")})); }},
        {"BackupService::state", "read-subjects", [](Call& c) { return code(c.backups().state()); }},
        {"BackupService::setPlan", "manage-study",
         [](Call& c) { return code(c.backups().setPlan({BackupRhythm::Daily, q("/nowhere")})); }},
        {"BackupService::noteVerify", "verify", [](Call& c) { return code(c.backups().noteVerify({})); }, "",
         When::Writes},
        {"ColdService::overview", "read-subjects", [](Call& c) { return code(c.cold().overview()); }},
        {"ColdService::previewMove", "manage-study",
         [](Call& c) { return code(c.cold().previewMove({{}, {q("1.2.3")}, {}, {}})); }},
        {"ColdService::previewBack", "manage-study",
         [](Call& c) { return code(c.cold().previewBack({{}, {q("1.2.3")}, {}, {}})); }},
        {"ColdService::move", "manage-study",
         [](Call& c) { return code(c.cold().move({{}, {q("1.2.3")}, {}, {}}, q("/nowhere"), kReason, {})); }},
        {"ColdService::bringBack", "manage-study",
         [](Call& c) { return code(c.cold().bringBack({{}, {q("1.2.3")}, {}, {}}, kReason, {})); }},
        {"ColdService::point", "manage-study", [](Call& c) { return code(c.cold().point(q("/nowhere"))); }},
        {"DiagnosticsService::report", "read-subjects",
         [](Call& c) { return code(c.diagnostics().report(q("1"), {})); }},
        {"UserService::list", "read-subjects", [](Call& c) { return code(c.users().list()); }},
        {"UserService::setRoles", "manage-users",
         [](Call& c) { return code(c.users().setRoles(q("carl"), {Role::Coordinator}, kReason)); }},
    };
}

// constant table
inline QList<RightsRow> formRows() {
    return {
        {"FormService::list", "read-forms", [](Call& c) { return code(c.forms().list()); }},
        {"FormService::find", "read-forms", [](Call& c) { return code(c.forms().find(c.bench.form.id)); }},
        {"FormService::find (by key)", "read-forms", [](Call& c) { return code(c.forms().find(vitals(c))); }},
        {"FormService::keyOf", "read-forms", [](Call& c) { return code(c.forms().keyOf(kNobody)); }},
        {"FormService::begin", "read-forms+enter-forms|read-forms+import",
         [](Call& c) { return code(c.forms().begin(fresh(c))); }},
        {"FormService::begin (begun)", "read-forms", [](Call& c) { return code(c.forms().begin(vitals(c))); },
         "", When::OnlyReads},
        {"FormService::open", "read-forms", [](Call& c) { return code(c.forms().open(c.bench.form.id)); }},
        {"FormService::open (by key)", "read-forms", [](Call& c) { return code(c.forms().open(fresh(c))); }},
        {"FormService::save", "enter-forms",
         [](Call& c) { return code(c.forms().save(c.bench.form.id, {}, other())); }},
        {"FormService::save (of an exam)", "enter-forms|enter-reading",
         [](Call& c) { return code(c.forms().save(c.bench.examForm, {}, other())); }},
        {"FormService::conflicts", "read-forms",
         [](Call& c) { return code(c.forms().conflicts(c.bench.form.id, {})); }},
        {"FormService::markComplete", "enter-forms",
         [](Call& c) { return code(c.forms().markComplete(c.bench.form.id, other())); }},
        {"FormService::markNotDone", "enter-forms",
         [](Call& c) { return code(c.forms().markNotDone(c.bench.form.id, false, other())); }},
        {"FormService::check", "raise-query|enter-forms",
         [](Call& c) { return code(c.forms().check(c.bench.form.id)); }},
        {"FormService::verify", "verify-values",
         [](Call& c) { return code(c.forms().verify(c.bench.form.id, {}, true)); }},
        {"FormService::unlockRequests", "lock-forms",
         [](Call& c) { return code(c.forms().unlockRequests()); }},
        {"FormService::lock", "lock-forms",
         [](Call& c) { return code(c.forms().lock(c.bench.form.id, {})); }},
        {"SignatureService::sign", "sign-forms",
         [](Call& c) {
             return code(c.signatures().sign(c.bench.form.id, c.bench.form.rv, "author",
                                             secret("not the passphrase")));
         }},
        {"SignatureService::meanings", "", {}, "words of the program, nothing of the study"},
        {"SignatureService::of", "read-forms",
         [](Call& c) { return code(c.signatures().of(c.bench.form.id)); }},
        {"SignatureService::changedSince", "read-forms",
         [](Call& c) { return code(c.signatures().changedSince(c.bench.form.id)); }},
        {"FormService::unlock", "lock-forms",
         [](Call& c) { return code(c.forms().unlock(c.bench.form.id, kReason)); }},
        {"FormService::history", "read-forms",
         [](Call& c) { return code(c.forms().history(c.bench.form.id, weight())); }},
        {"FormService::sendValue", "read-forms+enter-forms",
         [](Call& c) {
             return code(c.forms().sendValue(c.bench.form.id, weight(), ItemValue(), {}, other()));
         }},
        {"FormService::sourceOf", "read-forms",
         [](Call& c) { return code(c.forms().sourceOf(c.bench.form.id, weight())); }},
        {"FormService::itemsFrom", "read-forms", [](Call& c) { return code(c.forms().itemsFrom({})); }},
        {"VisitService::visits", "read-forms",
         [](Call& c) { return code(c.visits().visits(c.bench.form.subject, QDate(2026, 3, 1))); }},
        {"VisitService::matrix", "read-forms",
         [](Call& c) { return code(c.visits().matrix(QDate(2026, 3, 1))); }},
        {"VisitService::overdue", "read-forms",
         [](Call& c) { return code(c.visits().overdue(QDate(2026, 3, 1))); }},
        {"VisitService::whole", "read-forms",
         [](Call& c) { return code(c.visits().whole(QDate(2026, 3, 1))); }},
        {"VisitService::forms", "read-forms",
         [](Call& c) { return code(c.visits().forms(c.bench.form.subject, q("BASE"), 1)); }},
        {"VisitService::setDate", "enter-forms",
         [](Call& c) {
             return code(c.visits().setDate(c.bench.form.subject, q("CYCLE"), 1, q("2026-03-01"), kReason));
         }},
        {"VisitService::setState", "enter-forms",
         [](Call& c) {
             return code(c.visits().setState(c.bench.form.subject, q("CYCLE"), 2, "missed", kReason));
         }},
        {"VisitService::addUnscheduled", "enter-forms",
         [](Call& c) {
             return code(c.visits().addUnscheduled(c.bench.form.subject, q("UNS"), q("2026-03-01")));
         }},
        {"QueryService::list", "read-forms", [](Call& c) { return code(c.queries().list()); }},
        {"QueryService::find", "read-forms", [](Call& c) { return code(c.queries().find(kNobody)); }},
        {"QueryService::thread", "read-forms",
         [](Call& c) { return code(c.queries().thread(c.bench.query)); }},
        {"QueryService::raise", "raise-query",
         [](Call& c) { return code(c.queries().raise(c.bench.form.id, weight(), kReason)); }},
        {"QueryService::publish", "raise-query",
         [](Call& c) { return code(c.queries().publish(c.bench.query)); }},
        {"QueryService::answer", "answer-query",
         [](Call& c) { return code(c.queries().answer(c.bench.query, kReason)); }},
        {"QueryService::close", "raise-query",
         [](Call& c) { return code(c.queries().close(c.bench.query, kReason)); }},
        {"QueryService::reopen (answered)", "raise-query",
         [](Call& c) { return code(c.queries().reopen(c.bench.queryIn("answered"), kReason)); }},
        {"QueryService::reopen (closed)", "lock-forms",
         [](Call& c) { return code(c.queries().reopen(c.bench.queryIn("closed"), kReason)); }},
        {"QueryService::reopen (unknown)", "raise-query|lock-forms",
         [](Call& c) { return code(c.queries().reopen(QueryId{999}, kReason)); }},
        {"QueryService::cancel", "raise-query",
         [](Call& c) { return code(c.queries().cancel(c.bench.query, kReason)); }},
        {"DraftService::put", "enter-forms|enter-reading",
         [](Call& c) { return code(c.drafts().put(c.bench.form.uuid, weight(), q("7")).result()); }},
        {"DraftService::putReason", "enter-forms|enter-reading",
         [](Call& c) { return code(c.drafts().putReason(c.bench.form.uuid, weight(), kReason).result()); }},
        {"DraftService::dropReason", "enter-forms|enter-reading",
         [](Call& c) { return code(c.drafts().dropReason(c.bench.form.uuid, weight())); }},
        {"DraftService::drafts", "", [](Call& c) { return code(c.drafts().drafts(c.bench.form.uuid)); },
         "one's own drafts only"},
        {"DraftService::forms", "", [](Call& c) { return code(c.drafts().forms()); },
         "one's own drafts only"},
        {"DraftService::discard", "enter-forms|enter-reading",
         [](Call& c) { return code(c.drafts().discard(c.bench.form.uuid)); }},
        {"ValueImport::csvTemplate", "read-subjects",
         [](Call& c) { return code(c.values().csvTemplate(q("VITALS"))); }},
        {"ValueImport::run", "import", [](Call& c) { return code(c.values().run({}, {}, {})); }},
        {"SubjectImport::csvTemplate", "", {}, "a constant, no study in it"},
        {"SubjectImport::run", "import",
         [](Call& c) { return code(SubjectImport(c.db, c.who).run("label\r\n", {})); }},
        {"BulkForms::write", "import", [](Call& c) { return code(c.bulk().write({}, {}, {})); }},
        {"OdmStudyImport::run", "publish-study",
         [](Call& c) {
             SubjectService subjects = c.subjects();
             OdmStudyImport odm(c.db, c.who, c.clock, c.definitions, subjects, c.workers);
             return code(odm.run(WorkerInput::fromBytes("no ODM"), {}, {}));
         }},
    };
}

// constant table
inline QList<RightsRow> imagingRows() {
    return {
        {"ImagingService::exams", "read-subjects", [](Call& c) { return code(c.imaging().exams()); }},
        {"ImagingService::series", "read-subjects", [](Call& c) { return code(c.imaging().series()); }},
        {"ImagingService::findSeries", "read-subjects",
         [](Call& c) { return code(c.imaging().findSeries(kNoSeries)); }},
        {"ImagingService::overlays", "read-images", [](Call& c) { return code(c.imaging().overlays()); }},
        {"ImagingService::findOverlay", "read-images",
         [](Call& c) { return code(c.imaging().findOverlay(q("1.2.1"))); }},
        {"ImagingService::plan", "read-images", [](Call& c) { return code(c.imaging().plan(kNoSeries)); }},
        {"ImagingService::findings", "read-images",
         [](Call& c) { return code(c.imaging().findings(kNoSeries)); }},
        {"ImagingService::volumeThumbnail", "read-images",
         [](Call& c) { return code(c.imaging().volumeThumbnail(kNoSeries, 0)); }},
        {"ImagingService::volume", "read-images",
         [](Call& c) { return code(c.imaging().volume(kNoSeries, 0, {})); }},
        {"ImagingService::middleSlice", "read-images",
         [](Call& c) { return code(c.imaging().middleSlice(kNoSeries, 0)); }},
        {"ImagingService::thumbnail", "read-images",
         [](Call& c) { return code(c.imaging().thumbnail(q("1.1"))); }},
        {"ImagingService::segmentation", "read-images",
         [](Call& c) { return code(c.imaging().segmentation({}, {})); }},
        {"ImagingService::placement", "", {}, "compares what the caller has already; reads no study"},
        {"ImagingService::asDicom", "export",
         [](Call& c) { return code(c.imaging().asDicom({}, {}, q("test"))); }},
        {"ImagingService::importLabels", "edit-overlays",
         [](Call& c) { return code(c.imaging().importLabels(q("/nowhere"), kNoSeries, false, {})); }},
        {"ImagingService::importMap", "edit-overlays",
         [](Call& c) { return code(c.imaging().importMap(q("/nowhere"), kNoSeries, false, {})); }},
        {"ImagingService::document", "export", [](Call& c) { return code(c.imaging().document(kNoSeries)); }},
        {"ImagingService::styles", "read-images",
         [](Call& c) { return code(c.imaging().styles(OverlayId{1})); }},
        {"ImagingService::setStyle", "edit-overlays",
         [](Call& c) { return code(c.imaging().setStyle(OverlayId{1}, {})); }},
        {"ImagingService::lengths", "read-images",
         [](Call& c) { return code(c.imaging().lengths(q("1.1"))); }},
        {"ImagingService::addLength", "measure",
         [](Call& c) { return code(c.imaging().addLength(tenMillimetres())); }},
        {"ImagingService::changeLength", "measure",
         [](Call& c) { return code(c.imaging().changeLength(tenMillimetres())); }},
        {"ImagingService::removeLength", "measure",
         [](Call& c) { return code(c.imaging().removeLength({}, kReason)); }},
        {"ReportService::list", "read-images", [](Call& c) { return code(c.reports().list()); }},
        {"ReportService::find", "read-images", [](Call& c) { return code(c.reports().find(kNoSeries)); }},
        {"ReportService::document", "read-images",
         [](Call& c) { return code(c.reports().document(kNoSeries)); }},
        {"ReportService::presentation", "read-images",
         [](Call& c) { return code(c.reports().presentation(kNoSeries)); }},
        {"ReportService::layers", "read-images",
         [](Call& c) { return code(c.reports().layers(q("1.1"), {})); }},
        {"ReportService::keyImages", "read-images",
         [](Call& c) { return code(c.reports().keyImages(q("1.1"))); }},
        {"ReportService::keyImageCounts", "read-images",
         [](Call& c) { return code(c.reports().keyImageCounts(q("S-0001"))); }},
        {"ReportService::addKeyImage", "measure",
         [](Call& c) { return code(c.reports().addKeyImage(q("1.1"), q("1.1.1"))); }},
        {"ReportService::removeKeyImage", "measure",
         [](Call& c) { return code(c.reports().removeKeyImage({})); }},
        {"ReportService::exportMeasurements", "export+read-images",
         [](Call& c) { return code(c.reports().exportMeasurements(kNoSeries, {})); }},
        {"ReportService::exportKeyImages", "export+read-images",
         [](Call& c) { return code(c.reports().exportKeyImages(kNoSeries)); }},
        {"TagService::instances", "read-images", [](Call& c) { return code(c.tags().instances(q("1.1"))); }},
        {"TagService::tags", "read-images", [](Call& c) { return code(c.tags().tags(kNoSeries, false)); }},
        {"TagService::tags (with identity)", "read-images+read-identity",
         [](Call& c) { return code(c.tags().tags(kNoSeries, true)); }},
        {"ViewSettings::list", "read-images", [](Call& c) { return code(c.views().list()); }},
        {"ViewSettings::save3dPreset", "read-images",
         [](Call& c) { return code(c.views().save3dPreset(q("mine"), "{}")); }, "", When::Writes},
        {"ViewSettings::remove", "read-images", [](Call& c) { return code(c.views().remove(q("mine"))); }, "",
         When::Writes},
    };
}

// constant table
inline QList<RightsRow> importRows() {
    return {
        {"ImportService::run", "import", [](Call& c) { return code(c.imports.run(nowhere(), {}, {})); }},
        {"ImportService::run (from memory)", "import",
         [](Call& c) { return code(c.imports.run(noFile, 0, {}, {})); }},
        {"ImportService::rehearse", "import",
         [](Call& c) { return code(c.imports.rehearse(nowhere(), {}, {})); }, "", When::OnlyReads},
        {"ImportService::undo", "import",
         [](Call& c) { return code(c.imports.undo(q("999"), kReason, {})); }},
        {"ImportService::list", "read-subjects", [](Call& c) { return code(c.imports.list()); }},
        {"ImportService::assignWaiting", "edit-subjects",
         [](Call& c) { return code(c.imports.assignWaiting(kNoSeries, {}, kReason)); }},
        {"ImportService::waiting", "read-subjects", [](Call& c) { return code(c.imports.waiting()); }},
        {"ImportService::questions", "read-subjects", [](Call& c) { return code(c.imports.questions()); }},
        {"ImportService::partWaiting", "edit-subjects",
         [](Call& c) { return code(c.imports.partWaiting(kNoSeries, kReason)); }},
        {"WatchService::settings", "read-subjects", [](Call& c) { return code(c.watch.settings()); }},
        {"WatchService::setOn", "manage-study", [](Call& c) { return code(c.watch.setOn(true, kReason)); }},
        {"WatchService::addFolder", "manage-study",
         [](Call& c) { return code(c.watch.addFolder(q("/nowhere"), kReason)); }},
        {"WatchService::removeFolder", "manage-study",
         [](Call& c) { return code(c.watch.removeFolder(q("/nowhere"), kReason)); }},
        {"WatchService::look", "import", [](Call& c) { return code(c.watch.look({})); }},
        {"WatchService::take", "import",
         [](Call& c) { return code(c.watch.take({{q("/nowhere"), 0, 0}}, {}, {})); }},
        {"ImportService::settleSecondFiles", "import",
         [](Call& c) {
             return code(c.imports.settleSecondFiles(kNoSeries, VariantChoice::First, kReason, {}));
         }},
        {"ImportService::textSources", "read-subjects",
         [](Call& c) { return code(c.imports.textSources()); }},
        {"ImportService::decideText", "import",
         [](Call& c) { return code(c.imports.decideText(999, "GB18030", kReason, {})); }},
        {"ImportService::leaveOutWaiting", "edit-subjects",
         [](Call& c) { return code(c.imports.leaveOutWaiting(kNoSeries, kReason)); }},
        {"NetworkService::settings", "", {}, "only hands out NetworkSettings, which asks itself"},
        {"NetworkService::setLimits", "", {}, "of this program's run, nothing of the study"},
        {"NetworkService::echo", "import", [](Call& c) { return code(c.network.echo({}, {})); }},
        {"NetworkService::find", "import", [](Call& c) { return code(c.network.find({}, {}, {})); }},
        {"NetworkService::retrieve", "import",
         [](Call& c) { return code(c.network.retrieve({}, {}, {}, {})); }},
        {"NetworkService::listen", "import", [](Call& c) { return code(c.network.listen({}, {}, {})); }},
        {"NetworkService::send", "export",
         [](Call& c) { return code(c.network.send({}, {}, kNoSeries, kReason, {})); }},
        {"NetworkService::takeUp", "import", [](Call& c) { return code(c.network.takeUp({}, {})); }},
        {"NetworkSettings::isOn", "", [](Call& c) { return code(c.settings().isOn()); },
         "one switch, which every page asks before it shows the network"},
        {"NetworkSettings::setOn", "manage-study",
         [](Call& c) { return code(c.settings().setOn(false, kReason)); }},
        {"NetworkSettings::requireOn", "", [](Call& c) { return code(c.settings().requireOn()); },
         "the same switch as an answer"},
        {"NetworkSettings::peers", "read-subjects", [](Call& c) { return code(c.settings().peers()); }},
        {"NetworkSettings::peer", "read-subjects",
         [](Call& c) { return code(c.settings().peer(q("nobody"))); }},
        {"NetworkSettings::savePeer", "manage-study",
         [](Call& c) { return code(c.settings().savePeer({}, kReason)); }},
        {"NetworkSettings::removePeer", "manage-study",
         [](Call& c) { return code(c.settings().removePeer(q("nobody"), kReason)); }},
        {"NetworkSettings::receiver", "read-subjects", [](Call& c) { return code(c.settings().receiver()); }},
        {"NetworkSettings::saveReceiver", "manage-study",
         [](Call& c) { return code(c.settings().saveReceiver({}, kReason)); }},
        {"NetworkSettings::spoolKeys", "import", [](Call& c) { return code(c.settings().spoolKeys()); }},
    };
}

// constant table
inline QList<RightsRow> readingRows() {
    return {
        {"TaskService::add", "assign-tasks",
         [](Call& c) { return code(c.tasks().add({kNoSeries, q("li.na"), ReadingMode::Second, {}})); }},
        {"TaskService::list", "read-subjects|assign-tasks|read-readings",
         [](Call& c) { return code(c.tasks().list()); }},
        {"TaskService::worklist", "read-subjects|assign-tasks|read-readings",
         [](Call& c) { return code(c.tasks().worklist()); }},
        {"TaskService::find", "read-subjects|assign-tasks|read-readings",
         [](Call& c) { return code(c.tasks().find(q("1"))); }},
        {"TaskService::reserve", "read-cases|assign-tasks",
         [](Call& c) { return code(c.tasks().reserve(c.bench.task, true)); }},
        {"TaskService::skip", "read-cases|assign-tasks",
         [](Call& c) { return code(c.tasks().skip(c.bench.task, kReason)); }},
        {"TaskService::reassign", "assign-tasks",
         [](Call& c) { return code(c.tasks().reassign(c.bench.task, kNobody, kReason)); }},
        {"TaskService::reopen", "read-cases|assign-tasks",
         [](Call& c) { return code(c.tasks().reopen(c.bench.task, kReason)); }},
        {"TaskService::setPrior", "read-cases|assign-tasks",
         [](Call& c) { return code(c.tasks().setPrior(c.bench.task, kNoSeries, kReason)); }},
        {"FindingService::open", "read-cases", [](Call& c) { return code(c.reading().open(c.bench.task)); }},
        {"FindingService::look", "read-images", [](Call& c) { return code(c.reading().look(c.bench.task)); }},
        {"FindingService::leave", "read-cases",
         [](Call& c) { return code(c.reading().leave(c.bench.task)); }},
        {"FindingService::list", "read-images", [](Call& c) { return code(c.reading().list()); }},
        {"FindingService::accept", "read-cases",
         [](Call& c) { return code(c.reading().accept(c.bench.task, {})); }},
        {"FindingService::reject", "read-cases",
         [](Call& c) { return code(c.reading().reject(c.bench.task, {}, "other", kReason)); }},
        {"FindingService::defer", "read-cases",
         [](Call& c) { return code(c.reading().defer(c.bench.task, {}, kReason)); }},
        {"FindingService::edit", "read-cases",
         [](Call& c) { return code(c.reading().edit(c.bench.task, {}, {})); }},
        {"FindingService::add", "read-cases",
         [](Call& c) { return code(c.reading().add(c.bench.task, {})); }},
        {"FindingService::withdraw", "read-cases",
         [](Call& c) { return code(c.reading().withdraw(c.bench.task, {}, kReason)); }},
        {"FindingService::takeBack", "read-cases",
         [](Call& c) { return code(c.reading().takeBack(c.bench.task)); }},
        {"FindingService::seen", "read-cases",
         [](Call& c) { return code(c.reading().seen(c.bench.task, {}, 5)); }},
        {"FindingService::idle", "read-cases",
         [](Call& c) { return code(c.reading().idle(c.bench.task, 5)); }},
        {"FindingService::firstImage", "read-cases",
         [](Call& c) { return code(c.reading().firstImage(c.bench.task)); }},
        {"FindingService::close", "read-cases",
         [](Call& c) { return code(c.reading().close(c.bench.task)); }},
        {"FindingService::events", "read-images",
         [](Call& c) { return code(c.reading().events(c.bench.task)); }},
        {"FindingImport::run", "import", [](Call& c) { return code(c.findings().run(q("/nowhere"), {})); }},
        {"FindingImport::run (from memory)", "import",
         [](Call& c) { return code(c.findings().run("{}", q("/nowhere"), {})); }},
        {"ReadingVisibility::scope", "", [](Call& c) { return code(c.visibility().scope()); },
         "says what is hidden from this session"},
        {"ReadingVisibility::scope (in a transaction)", "",
         [](Call& c) { return inRead(c, [&](Connection& r) { return ReadingVisibility::scope(r, c.who); }); },
         "says what is hidden from this session"},
        {"ReadingVisibility::audit", "read-audit", [](Call& c) { return code(c.visibility().audit({})); }},
        {"AuditBrowser::hidesNames", "", {}, "says what is hidden from this session"},
        {"AuditBrowser::list", "read-audit", [](Call& c) { return code(c.auditBrowser().list({})); }},
        {"AuditBrowser::page", "read-audit", [](Call& c) { return code(c.auditBrowser().page({}, 0, 1)); }},
        {"AuditBrowser::detail", "read-audit", [](Call& c) { return code(c.auditBrowser().detail(1)); }},
        {"AuditBrowser::labels", "read-audit", [](Call& c) { return code(c.auditBrowser().labels({})); }},
        {"AuditBrowser::people", "read-audit", [](Call& c) { return code(c.auditBrowser().people()); }},
        {"AuditBrowser::save", "read-audit+export",
         [](Call& c) { return code(c.auditBrowser().save({}, q("/nowhere/audit.csv"))); }},
        {"ReadingVisibility::reduce", "", {}, "takes out of what its caller has read already"},
        {"ReadingVisibility::imageCounts", "", {}, "for services, behind their own check"},
        {"ReadingVisibility::hiddenExams", "", {}, "for services, behind their own check"},
        {"ReadingVisibility::subjectOf", "", {}, "for services, behind their own check"},
    };
}

// constant table
inline QList<RightsRow> resultRows() {
    return {
        {"CohortService::columns", "read-cohorts", [](Call& c) { return code(c.cohorts().columns()); }},
        {"CohortService::analysisTable", "read-cohorts",
         [](Call& c) { return code(c.cohorts().analysisTable({}, {})); }},
        {"CohortService::run", "read-cohorts", [](Call& c) { return code(c.cohorts().run({}, {}, {})); }},
        {"CohortService::evaluate", "read-cohorts",
         [](Call& c) { return code(c.cohorts().evaluate({}, {}, {})); }},
        {"CohortService::save", "save-cohorts+read-cohorts",
         [](Call& c) { return code(c.cohorts().save(q("all"), {}, {}, {})); }},
        {"CohortService::list", "read-cohorts", [](Call& c) { return code(c.cohorts().list()); }},
        {"CohortService::find", "read-cohorts", [](Call& c) { return code(c.cohorts().find(kNobody)); }},
        {"CohortService::members", "read-cohorts",
         [](Call& c) { return code(c.cohorts().members(CohortId{1})); }},
        {"CohortService::difference", "read-cohorts",
         [](Call& c) { return code(c.cohorts().difference(CohortId{1}, {})); }},
        {"ExportService::preview", "export",
         [](Call& c) { return code(c.exports().preview(kNobody, {}, false, {})); }},
        {"ExportService::run", "export",
         [](Call& c) { return code(c.exports().run(kNobody, {}, folder(), {})); }},
        {"ExportService::repeat", "export",
         [](Call& c) { return code(c.exports().repeat(kNobody, folder(), {})); }},
        {"ExportService::check", "export", [](Call& c) { return code(c.exports().check(folder(), {})); }},
        {"ExportService::list", "read-subjects", [](Call& c) { return code(c.exports().list()); }},
        {"ExportService::interrupted", "export", [](Call& c) { return code(c.exports().interrupted()); }},
        {"ExportService::removePart", "export", [](Call& c) { return code(c.exports().removePart({})); }},
        {"FigureExport::run", "export",
         [](Call& c) { return code(c.figures().run(q("table1"), folder(), nothing)); }},
        {"FigureExport::write", "export",
         [](Call& c) { return code(c.figures().write(q("table1"), folder(), "x")); }},
        {"ImageExport::record", "export",
         [](Call& c) { return code(c.images().record("series", {}, "dicom")); }},
        {"ImageExport::originals", "export",
         [](Call& c) { return code(c.images().originals(kNoSeries, sink, {})); }},
        {"ImageExport::original", "export", [](Call& c) { return code(c.images().original(q("1.1.1"))); }},
        {"DefinitionService::list", "read-subjects", [](Call& c) { return code(c.definitions.list()); }},
        {"DefinitionService::current", "read-subjects",
         [](Call& c) { return code(c.definitions.current()); }},
        {"DefinitionService::currentOrNone", "read-subjects",
         [](Call& c) { return code(c.definitions.currentOrNone()); }},
        {"DefinitionService::version", "read-subjects",
         [](Call& c) { return code(c.definitions.version(1)); }},
        {"DefinitionService::check", "read-subjects",
         [](Call& c) { return code(c.definitions.check(smallStudy())); }},
        {"DefinitionService::publish", "publish-study",
         [](Call& c) { return code(c.definitions.publish(smallStudy(), q("test"), kReason)); }},
        {"DefinitionService::installLungStudy", "publish-study",
         [](Call& c) { return code(c.definitions.installLungStudy()); }},
        {"DefinitionService::in", "",
         [](Call& c) { return inRead(c, [&](Connection& r) { return c.definitions.in(r, 0); }); },
         "for services inside their transactions, behind their own check"},
    };
}

inline QList<RightsRow> rightsRows() {
    return subjectRows() + formRows() + imagingRows() + importRows() + readingRows() + resultRows();
}

} // namespace casebook::test
