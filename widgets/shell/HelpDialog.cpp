// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/HelpDialog.h"

#include "widgets/common/Button.h"
#include "widgets/common/Chip.h"
#include "widgets/common/Label.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace casebook {

using namespace Qt::StringLiterals;

HelpDialog::HelpDialog(QWidget* parent) : Dialog(parent) {
    setWords(
        tr("Keys"),
        tr("Casebook keeps clinical studies on this workstation. For research use only, not for diagnosis."));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    int row = 0;
    const auto key = [&](int column, int line, const QString& cap, const QString& words) {
        auto* chip = new Chip(Tone::Text2, Chip::Shape::Key, this);
        chip->setText(cap);
        grid->addWidget(chip, line, column, Qt::AlignRight);
        grid->addWidget(new Label(words, FontRole::Table, Tone::Text, this), line, column + 1);
    };
    const std::pair<QString, QString> window[] = {{u"Ctrl K"_s, tr("find a subject, page or command")},
                                                  {u"Ctrl L"_s, tr("lock")},
                                                  {u"Alt 1 … 8"_s, tr("pages of the rail")},
                                                  {u"Enter"_s, tr("open the row")},
                                                  {tr("Space", "key"), tr("preview the row")},
                                                  {u"F2"_s, tr("rename the subject")},
                                                  {u"Del"_s, tr("withdraw the subject")},
                                                  {u"Ctrl N"_s, tr("enrol a subject")},
                                                  {u"Ctrl F"_s, tr("search the list")}};
    const std::pair<QString, QString> viewer[] = {{tr("wheel"), tr("next slice")},
                                                  {u"1 … 7, 0"_s, tr("window presets")},
                                                  {u"A C S"_s, tr("axial, coronal, sagittal")},
                                                  {u"X"_s, tr("cross-hair")},
                                                  {u"L"_s, tr("measure a length")},
                                                  {u"M"_s, tr("MIP 10 mm on or off")},
                                                  {u"V"_s, tr("overlays on or off")},
                                                  {u"Q"_s, tr("hide overlays while held")},
                                                  {u"R"_s, tr("reset the views")}};
    grid->addWidget(new Label(tr("Window"), FontRole::ColumnHead, Tone::Text2, this), 0, 1);
    grid->addWidget(new Label(tr("Reading"), FontRole::ColumnHead, Tone::Text2, this), 0, 4);
    for (const auto& [cap, words] : window)
        key(0, ++row, cap, words);
    row = 0;
    for (const auto& [cap, words] : viewer)
        key(3, ++row, cap, words);
    grid->setColumnMinimumWidth(2, 24);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(4, 1);
    body()->addLayout(grid);
    connect(addButton(tr("Close"), true), &QPushButton::clicked, this, &QDialog::accept);
}

} // namespace casebook
