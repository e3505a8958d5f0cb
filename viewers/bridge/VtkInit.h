// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace casebook {

/// Registers VTK's object factories. Calling it also keeps this file of a static library in every
/// program that draws, so that programs need no autoinit of their own. Any thread, any number of times.
void initVtk();

} // namespace casebook
