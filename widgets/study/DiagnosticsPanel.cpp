// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/study/DiagnosticsPanel.h"

#include "widgets/common/Button.h"
#include "widgets/common/Card.h"
#include "widgets/common/Label.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace casebook {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidest = 760;
}

DiagnosticsPanel::DiagnosticsPanel(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
    column_->setContentsMargins(24, 18, 24, 24);
    rebuild();
    column_->addStretch(1);
}

void DiagnosticsPanel::setReport(const DiagnosticReport& report) {
    report_ = report;
    rebuild();
}

void DiagnosticsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    QWidget::changeEvent(event);
}

void DiagnosticsPanel::rebuild() {
    delete body_;
    body_ = new QWidget(this);
    body_->setMaximumWidth(kWidest);
    column_->insertWidget(0, body_);
    auto* all = new QVBoxLayout(body_);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    auto* head = new QHBoxLayout;
    auto* note =
        new Label(tr("The report holds numbers and versions only: no name, no path, nothing of a subject. "
                     "You can send it to who helps you."),
                  FontRole::Table, Tone::Text2, body_);
    note->setWrapped();
    head->addWidget(note, 1);
    head->addSpacing(12);
    auto* save = new Button(Button::Kind::Secondary, u"floppy"_s, body_);
    save->setText(tr("Save the report"));
    save->setObjectName(u"diagnosticsSave"_s);
    save->setEnabled(!report_.facts.isEmpty());
    connect(save, &QPushButton::clicked, this, &DiagnosticsPanel::saveRequested);
    head->addWidget(save, 0, Qt::AlignTop);
    all->addLayout(head);
    all->addSpacing(12);
    if (report_.facts.isEmpty()) {
        all->addWidget(new Label(tr("Looking …"), FontRole::Body, Tone::Text2, body_));
        return;
    }
    const bool warns = std::any_of(report_.facts.begin(), report_.facts.end(),
                                   [](const DiagnosticFact& fact) { return fact.warns; });
    all->addWidget(new Label(warns ? tr("Needs a look") : tr("Nothing needs a look"), FontRole::Section,
                             Tone::Text, body_));
    if (warns) {
        addFacts(all, true);
        all->addSpacing(16);
        all->addWidget(new Label(tr("As it should be"), FontRole::Section, Tone::Text, body_));
    }
    addFacts(all, false);
}

void DiagnosticsPanel::addFacts(QVBoxLayout* all, bool warnings) {
    auto* card = new Card(body_);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(16, 12, 16, 12);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(7);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    for (const DiagnosticFact& fact : report_.facts) {
        if (fact.warns != warnings)
            continue;
        const int row = grid->rowCount();
        if (fact.warns)
            grid->addWidget(new IconMark(u"exclamation-triangle-fill"_s, Tone::MarkWarn, 16, card), row, 0);
        auto* head = new Label(diagnosticWords::heading(fact.key), FontRole::Table, Tone::Text2, card);
        head->setWrapped(260);
        grid->addWidget(head, row, 1, Qt::AlignTop);
        auto* value = new Label(diagnosticWords::value(fact), FontRole::Table, Tone::Text, card);
        value->setNumbers();
        grid->addWidget(value, row, 2, Qt::AlignTop);
        const QString advice = fact.warns ? diagnosticWords::advice(fact.key) : QString();
        if (advice.isEmpty())
            continue;
        auto* words = new Label(advice, FontRole::Note, Tone::Text2, card);
        words->setWrapped();
        grid->addWidget(words, row + 1, 1, 1, 2);
    }
    all->addWidget(card);
}

} // namespace casebook
