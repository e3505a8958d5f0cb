// SPDX-License-Identifier: GPL-3.0-or-later
#if defined(__AVX2__)
#define CASEBOOK_KERNEL avx2
#include "core/raycast/Kernel.cpp" // NOLINT(bugprone-suspicious-include)
#else
#include "core/raycast/Kernel.h"
namespace casebook::raycast::avx2 {
extern const Kernel kernel{nullptr, nullptr};
} // namespace casebook::raycast::avx2
#endif
