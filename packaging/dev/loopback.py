#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings up the loopback device of a new network namespace (the root has no ip program)."""
import fcntl
import socket
import struct

SIOCSIFFLAGS, UP_AND_RUNNING = 0x8914, 0x41
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    fcntl.ioctl(s, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
