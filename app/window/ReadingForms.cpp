// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ReadingForms.h"

#include "core/values/Messages.h"
#include "widgets/common/QuietCombo.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <utility>

namespace casebook {

namespace {

constexpr double mm3PerMl = 1000;

bool isVolume(const QString& unit) {
    return unit == QLatin1StringView("mL") || unit == QLatin1StringView("ml") ||
           unit == QLatin1StringView("cm3");
}

struct Choices {
    QList<std::pair<QString, FormKey>> forms;
};

/// Forms that hang on exams, and with a task those of the task, which come first.
Result<Choices> choicesOf(OpenStudy& study, const SeriesRow& series, TaskId task, const QString& language) {
    const auto definition = study.definitions.current();
    if (!definition)
        return definition.error().code == "no-definition" ? Result<Choices>(Choices{})
                                                          : tl::unexpected(definition.error());
    const auto subject = study.subjects.find(series.subject);
    const auto exams = study.imaging.exams(series.subject);
    if (!subject || !exams)
        return tl::unexpected(!subject ? subject.error() : exams.error());
    FormKey key;
    key.subject = subject->id;
    for (const ImagingStudy& exam : *exams)
        if (exam.studyUid == series.exam)
            key.exam = exam.id;
    Choices out;
    const auto add = [&](FormAnchor anchor) {
        for (const FormDef& form : (*definition)->definition().forms) {
            if (form.anchor != anchor)
                continue;
            FormKey one = key;
            one.form = form.oid;
            if (anchor == FormAnchor::Task) {
                one.task = task;
                one.exam = {};
            }
            out.forms.append({textIn(form.label, language), one});
        }
    };
    if (task.isValid())
        add(FormAnchor::Task);
    if (key.exam.isValid())
        add(FormAnchor::Exam);
    return out;
}

} // namespace

QString sentText(double value, const QString& unit, const ItemDef& item) {
    double converted = value;
    int decimals = 1;
    if (isVolume(unit) && item.unit == QLatin1StringView("mm3")) {
        converted = value * mm3PerMl;
        decimals = 0;
    } else if (isVolume(unit) ? !isVolume(item.unit) : unit != item.unit) {
        return {};
    }
    if (item.type == ItemType::Integer)
        decimals = 0;
    else if (item.decimals)
        decimals = *item.decimals;
    const double scale = std::pow(10, decimals);
    return QString::number(std::round(converted * scale) / scale, 'f', decimals);
}

ReadingForms::ReadingForms(FormPage* page, QuietCombo* choice, QObject* parent)
    : QObject(parent), page_(page), choice_(choice), controller_(new FormController(page, this)) {
    page_->setCompact(true);
    connect(choice_, &QuietCombo::activated, this, &ReadingForms::choose);
    connect(controller_, &FormController::failed, this, &ReadingForms::failed);
    connect(controller_, &FormController::said, this, &ReadingForms::said);
    connect(controller_, &FormController::stored, this, &ReadingForms::formStored);
    connect(controller_, &FormController::saveStopped, this, &ReadingForms::saveStopped);
    connect(controller_, &FormController::sourceJumpRequested, this, &ReadingForms::sourceJumpRequested);
}

void ReadingForms::setStudy(StudyPtr study) {
    ++turn_;
    waiting_.reset();
    study_ = std::move(study);
    controller_->setStudy(study_);
    choices_.clear();
    choice_->clear();
    exam_.clear();
}

void ReadingForms::close() {
    ++turn_;
    waiting_.reset();
    controller_->close();
    choices_.clear();
    choice_->clear();
    exam_.clear();
}

void ReadingForms::showFor(const SeriesRow& series, TaskId task) {
    if (!study_ || (series.exam == exam_ && task == task_))
        return;
    close();
    if (!study_->session.may(Right::ReadForms) || series.subject.isEmpty())
        return;
    exam_ = series.exam;
    task_ = task;
    inBackground(
        this,
        [study = study_, series, task, language = formLanguage()] {
            return choicesOf(*study, series, task, language);
        },
        [this, turn = turn_](Result<Choices> found) {
            if (turn != turn_)
                return;
            if (!found) {
                Q_EMIT failed(messageText(found.error()));
                return;
            }
            for (const auto& [title, key] : found->forms) {
                choices_.append({title, key});
                choice_->addItem(title);
            }
            choice_->setVisible(choices_.size() > 1);
            if (choices_.isEmpty())
                page_->showNone(tr("No form for this exam"),
                                tr("The study's definition has no forms of exams."));
            else
                choose(0);
        });
}

void ReadingForms::choose(int index) {
    if (index < 0 || index >= choices_.size())
        return;
    ++turn_;
    waiting_.reset();
    choice_->setCurrentIndex(index);
    controller_->open(choices_.at(index).key);
}

Result<QList<ReadingForms::Sending>> ReadingForms::itemsFor(const MeasuredValue& value) const {
    const ItemPath first = page_->currentItem();
    if (first.item.isEmpty())
        return fail(ErrorKind::Refused, "no-item-chosen");
    const FormState& state = page_->model()->state();
    const QList<ItemPath> paths = state.paths();
    QList<Sending> out;
    ItemPath at = first;
    for (const double number : value.values) {
        const ItemDef* item = state.definition().item(at.item);
        const QString text = item ? sentText(number, value.unit, *item) : QString();
        if (text.isEmpty()) {
            if (out.isEmpty())
                return fail(ErrorKind::Refused, "unit-does-not-fit", at.item,
                            {value.unit, item ? item->unit : QString()});
            break; // a short axis without an item of its own
        }
        Sending one{at, {}, value.source};
        one.value.kind = item->type == ItemType::Integer ? ValueKind::Integer : ValueKind::Decimal;
        one.value.text = one.value.raw = text;
        one.source.detail = QString::fromUtf8(QJsonDocument(QJsonObject{{QStringLiteral("value"), number},
                                                                        {QStringLiteral("unit"), value.unit}})
                                                  .toJson(QJsonDocument::Compact));
        out.append(one);
        const auto next =
            std::find_if(paths.begin() + paths.indexOf(at) + 1, paths.end(), [&](const ItemPath& p) {
                const ItemDef* candidate = state.definition().item(p.item);
                return p.row == first.row && p.group == first.group && candidate &&
                       candidate->unit == item->unit && candidate->type != ItemType::Calculated;
            });
        if (next == paths.end())
            break;
        at = *next;
    }
    return out;
}

void ReadingForms::send(const MeasuredValue& value) {
    if (!study_ || value.isEmpty())
        return;
    if (!page_->isOpen() || choices_.isEmpty()) {
        Q_EMIT said(tr("Open a form first, then send the measurement"));
        return;
    }
    const auto items = itemsFor(value);
    if (!items) {
        Q_EMIT failed(messageText(items.error()));
        return;
    }
    const Parcel parcel{controller_->key(), *items};
    if (!page_->model()->state().isChanged())
        return sendNow(parcel);
    if (waiting_ && waiting_->form == parcel.form)
        waiting_->items += parcel.items;
    else
        waiting_ = parcel;
    page_->save();
}

void ReadingForms::formStored(const FormKey& form) {
    const auto parcel = std::exchange(waiting_, std::nullopt);
    if (parcel && parcel->form == form)
        sendNow(*parcel);
}

void ReadingForms::saveStopped() {
    const auto parcel = std::exchange(waiting_, std::nullopt);
    if (!parcel)
        return;
    if (page_->isOpen() && controller_->key() == parcel->form && !page_->model()->state().isChanged())
        return sendNow(*parcel); // typed back: there was nothing to save
    Q_EMIT failed(tr("The measurement was not sent, because the form was not saved."));
}

void ReadingForms::sendNow(const Parcel& parcel) {
    inBackground(
        this,
        [study = study_, key = parcel.form, items = parcel.items]() -> Result<SavedForm> {
            const auto form = study->forms.begin(key);
            if (!form)
                return tl::unexpected(form.error());
            Result<SavedForm> saved = fail(ErrorKind::Refused, "no-item-chosen");
            for (const Sending& one : items) {
                saved = study->forms.sendValue(form->id, one.path, one.value, one.source,
                                               {form->wasComplete ? "new-information" : "", {}});
                if (!saved)
                    break;
            }
            return saved;
        },
        [this, study = study_, turn = turn_, items = parcel.items](Result<SavedForm> saved) {
            if (study != study_)
                return; // locked meanwhile: nothing of it is shown
            if (!saved) {
                Q_EMIT failed(messageText(saved.error()));
                return;
            }
            QStringList words;
            for (const Sending& one : items)
                words << one.value.text;
            Q_EMIT said(tr("Sent to the form: %1").arg(words.join(QStringLiteral(" × "))));
            // Another form may stand beside the images by now, or this one be under way to be saved.
            if (turn == turn_ && !waiting_)
                controller_->open(saved->info.id, {}, items.last().path);
        });
}

} // namespace casebook
