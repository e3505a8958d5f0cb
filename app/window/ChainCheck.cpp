// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/ChainCheck.h"

#include "core/values/Messages.h"

namespace casebook {

namespace {

constexpr std::chrono::hours kBetween{4};

/// Rows that can't be read are damage as well.
Result<bool> isWhole(Vault& vault, const Job& job) {
    const auto chain = vault.verifyChain(job);
    if (!chain && chain.error().kind != ErrorKind::Damaged)
        return tl::unexpected(chain.error());
    return chain && chain->ok();
}

} // namespace

ChainCheck::ChainCheck(QObject* parent) : QObject(parent) {
    again_.setInterval(kBetween);
    connect(&again_, &QTimer::timeout, this, &ChainCheck::run);
}

void ChainCheck::setStudy(StudyPtr study) {
    checking_.stop();
    again_.stop();
    begun_ = false;
    study_ = std::move(study);
    state_ = {};
    Q_EMIT checked(state_);
}

void ChainCheck::begin() {
    if (begun_ || !study_ || !study_->session.may(Right::ReadAudit))
        return;
    begun_ = true;
    again_.start();
    run();
}

void ChainCheck::run() {
    const std::stop_token stop = checking_.restart();
    inBackground(
        this, [study = study_, stop] { return isWhole(*study->vault, Job{stop, {}}); },
        [this, stop](Result<bool> whole) { // holds no study: the lock waits for none
            if (stop.stop_requested())
                return;
            if (!whole) {
                Q_EMIT failed(messageText(whole.error()));
                const bool knowsOfDamage = state_.when.isValid() && !state_.whole;
                if (!knowsOfDamage) // that it was whole some hours ago says nothing of now
                    Q_EMIT checked(state_ = {});
                return;
            }
            const bool news = state_.whole || !state_.when.isValid();
            state_ = {QDateTime::currentDateTime(), *whole};
            Q_EMIT checked(state_);
            if (!*whole && news)
                Q_EMIT failed(tr("The audit of this study is damaged. Verify on the Study page says where."));
        });
}

} // namespace casebook
