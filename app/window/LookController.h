// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/OpenStudy.h"
#include "viewers/volume3d/VolumeView.h"

#include <QObject>

namespace casebook {

/// Looks of the 3D pane: the study's own, by name, and who draws (setting "viewer.3d" of the workstation).
class LookController : public QObject {
    Q_OBJECT
public:
    explicit LookController(VolumeView* view, QObject* parent = nullptr);
    void setStudy(StudyPtr study); ///< null: locked
    void save(const QString& name); ///< the look shown now
    void remove(const QString& name);

Q_SIGNALS:
    void failed(const QString& words);
    void said(const QString& words);

private:
    void refresh();
    void askName();
    template <class Work>
    void change(Work work, const QString& words);
    VolumeView* view_;
    StudyPtr study_;
};

} // namespace casebook
