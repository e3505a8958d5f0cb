// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/MoveController.h"

#include "core/values/Messages.h"
#include "storage/subjects/JoinService.h"
#include "storage/subjects/MoveService.h"

#include <functional>

namespace casebook {

namespace {

MoveService moves(OpenStudy& study) {
    return MoveService(study.vault->database(), study.session, study.vault->clock(), study.definitions);
}

JoinService joins(OpenStudy& study) {
    return JoinService(study.vault->database(), study.session, study.vault->clock(), study.definitions);
}

/// "Findings: 2" for each count that is there.
class Lines {
public:
    void add(int count, const QString& words) {
        if (count > 0)
            parts_.append(words.arg(count));
    }
    void append(const QString& words) { parts_.append(words); }
    [[nodiscard]] QString text() const { return parts_.join(u'\n'); }

private:
    QStringList parts_;
};

MovePreview previewOf(const MoveOutcome& o) {
    Lines lines;
    lines.append(MoveController::tr("%n series", nullptr, int(o.series.size())) + QStringLiteral(", ") +
                 MoveController::tr("%n image(s)", nullptr, o.instances) +
                 QStringLiteral(": %1 → %2").arg(o.from, o.to));
    QStringList along;
    const auto add = [&](int count, const QString& words) {
        if (count > 0)
            along.append(words.arg(count));
    };
    add(o.overlays, MoveController::tr("overlays %1"));
    add(o.findings, MoveController::tr("findings %1"));
    add(o.measurements, MoveController::tr("measurements %1"));
    add(o.tasks, MoveController::tr("reading tasks %1"));
    add(o.forms, MoveController::tr("forms %1"));
    if (!along.isEmpty())
        lines.append(MoveController::tr("Along with them: %1").arg(along.join(QStringLiteral(", "))));
    if (o.split)
        lines.append(MoveController::tr("Other series of the exam stay."));
    lines.add(o.values, MoveController::tr("Values that stay in forms and get a query: %1"));
    lines.add(o.priors, MoveController::tr("Readings that lose their prior: %1"));
    lines.add(o.exports, MoveController::tr("Released sets that keep what they hold: %1"));
    lines.add(o.closedReadings, MoveController::tr("Finished readings: %1"));
    lines.add(o.lockedForms, MoveController::tr("Locked forms: %1"));
    return {lines.text(), o.closedReadings + o.lockedForms > 0, true};
}

MovePreview previewOf(const JoinOutcome& o) {
    Lines lines;
    lines.append(MoveController::tr("%1 goes into %2 with:").arg(o.from, o.into));
    lines.add(o.exams, MoveController::tr("exams %1"));
    lines.add(o.visits, MoveController::tr("visits %1"));
    lines.add(o.forms, MoveController::tr("forms %1"));
    lines.add(o.tasks, MoveController::tr("reading tasks %1"));
    lines.add(o.lockedForms, MoveController::tr("Locked forms: %1"));
    if (!o.conflicts.isEmpty())
        lines.append(MoveController::tr("Filled in both, so it stays with %1 and gets a query: %2")
                         .arg(o.from, o.conflicts.join(QStringLiteral(", "))));
    return {lines.text(), o.lockedForms > 0, true};
}

} // namespace

MoveController::MoveController(QWidget* window, QObject* parent) : QObject(parent), window_(window) {}

void MoveController::setStudy(StudyPtr study) {
    study_ = std::move(study);
    delete dialog_;
}

void MoveController::askSeries(const QString& seriesUid) { askMove(seriesUid, false); }
void MoveController::askExam(const QString& seriesUid) { askMove(seriesUid, true); }

void MoveController::askMove(const QString& seriesUid, bool exam) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_, seriesUid] { return study->imaging.findSeries(seriesUid); },
        [this, study = study_, seriesUid, exam](Result<SeriesRow> row) {
            if (study != study_)
                return;
            if (!row) {
                Q_EMIT failed(messageText(row.error()));
                return;
            }
            QStringList parts{row->subject, row->examDate, exam ? QString() : row->description};
            parts.removeAll(QString());
            openDialog(
                exam ? MoveDialog::What::Exam : MoveDialog::What::Series, parts.join(QStringLiteral(" · ")),
                row->subject,
                [seriesUid, exam](OpenStudy& s, const QString& to) {
                    return moves(s).preview({seriesUid, exam, to, {}, false}).map([](const MoveOutcome& o) {
                        return previewOf(o);
                    });
                },
                [seriesUid, exam](OpenStudy& s, const QString& to, const QString& reason, bool closed) {
                    return moves(s).move({seriesUid, exam, to, reason, closed}).map([](const MoveOutcome& o) {
                        return MoveController::tr("%n series went to %1.", nullptr, int(o.series.size()))
                            .arg(o.to);
                    });
                });
        });
}

void MoveController::askJoin(const QString& subject) {
    openDialog(
        MoveDialog::What::Subject,
        tr("%1 goes into the record of the other one. They can be parted again.").arg(subject), subject,
        [subject](OpenStudy& s, const QString& into) {
            return joins(s).preview(subject, into).map([](const JoinOutcome& o) { return previewOf(o); });
        },
        [subject](OpenStudy& s, const QString& into, const QString& reason, bool locked) {
            return joins(s).join(subject, into, reason, locked).map([](const JoinOutcome& o) {
                return MoveController::tr("%1 is joined to %2.").arg(o.from, o.into);
            });
        });
}

void MoveController::openDialog(
    MoveDialog::What what, const QString& words, const QString& without,
    const std::function<Result<MovePreview>(OpenStudy&, const QString&)>& preview,
    const std::function<Result<QString>(OpenStudy&, const QString&, const QString&, bool)>& act) {
    if (!study_)
        return;
    inBackground(
        this, [study = study_] { return study->subjects.list(); },
        [=, this, study = study_](Result<QList<Subject>> subjects) {
            if (study != study_)
                return;
            if (!subjects) {
                Q_EMIT failed(messageText(subjects.error()));
                return;
            }
            QStringList labels;
            for (const Subject& s : *subjects)
                if (s.joinedTo.isEmpty() && s.label != without)
                    labels.append(s.label);
            auto* dialog = new MoveDialog(what, words, labels, window_);
            dialog_ = dialog;
            connect(dialog, &MoveDialog::previewRequested, this, [=, this](const QString& to) {
                inBackground(
                    dialog, [study, preview, to] { return preview(*study, to); },
                    [dialog, to](Result<MovePreview> found) {
                        dialog->setPreview(to, found ? *found
                                                     : MovePreview{messageText(found.error()), false, false});
                    });
            });
            connect(dialog, &MoveDialog::moveRequested, this,
                    [=, this](const QString& to, const QString& reason, bool closed) {
                        dialog->setEnabled(false);
                        inBackground(
                            this,
                            [study, act, to, reason, closed] { return act(*study, to, reason, closed); },
                            [this](const Result<QString>& answer) { done(answer); });
                    });
            dialog->open();
        });
}

void MoveController::done(const Result<QString>& words) {
    if (!words) {
        if (dialog_)
            dialog_->refuse(messageText(words.error()));
        return;
    }
    if (dialog_)
        dialog_->accept();
    Q_EMIT said(*words);
    Q_EMIT changed();
}

void MoveController::askPart(const QString& subject) {
    if (!study_)
        return;
    struct Asked {
        QString from;
        QList<LaterView> later;
    };
    inBackground(
        this,
        [study = study_, subject]() -> Result<Asked> {
            const auto from = joins(*study).joinedTo(subject);
            const auto later = joins(*study).later(subject);
            if (!from || !later)
                return tl::unexpected(from ? later.error() : from.error());
            Asked out{*from, {}};
            for (const LaterPiece& one : *later)
                out.later.append({one.id, one.words, one.suggested});
            return out;
        },
        [this, study = study_, subject](Result<Asked> asked) {
            if (study != study_)
                return;
            if (!asked) {
                Q_EMIT failed(messageText(asked.error()));
                return;
            }
            auto* dialog = new PartDialog(subject, asked->from, asked->later, window_);
            dialog_ = dialog;
            connect(dialog, &PartDialog::partRequested, this,
                    [=, this](const QString& reason, const QStringList& along) {
                        dialog->setEnabled(false);
                        inBackground(
                            this,
                            [study, subject, reason, along]() -> Result<QString> {
                                return joins(*study)
                                    .part({subject, reason, true, along})
                                    .map([](const PartOutcome& o) {
                                        return MoveController::tr("%1 and %2 are two subjects again.")
                                            .arg(o.subject, o.from);
                                    });
                            },
                            [this](const Result<QString>& answer) { done(answer); });
                    });
            dialog->open();
        });
}

} // namespace casebook
