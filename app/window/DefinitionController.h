// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/Background.h"
#include "app/window/OpenStudy.h"

#include <QObject>
#include <QWidget>

namespace casebook {

/// Gives a study its forms: the shipped lung-cancer study, or those of an ODM file.
class DefinitionController : public QObject {
    Q_OBJECT
public:
    explicit DefinitionController(QWidget* window) : QObject(window), window_(window) {}
    void setStudy(StudyPtr study);
    void choose(); ///< asks which, with a menu at the pointer
    void takeLungStudy();
    void takeFile(const QString& path);

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);

private:
    void askFile();
    QWidget* window_;
    StudyPtr study_;
    Stoppable reading_;
};

} // namespace casebook
