// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/OpenedStudy.h"

#include <QCoreApplication>
#include <QThread>
#include <QThreadPool>

namespace casebook {

StudyPtr openedStudy(std::unique_ptr<Vault> vault) {
    return {new OpenStudy(std::move(vault)), [](OpenStudy* study) {
                const auto* program = QCoreApplication::instance();
                if (program && program->thread() == QThread::currentThread())
                    QThreadPool::globalInstance()->start([study] { delete study; });
                else
                    delete study;
            }};
}

} // namespace casebook
