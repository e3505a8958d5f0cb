# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints tests/data/vault-vectors.txt, from docs/formats/vault.md and without our code.

Needs the Python package "cryptography" >= 44 (Argon2id, AES-GCM, ChaCha20-Poly1305).
"""
import hashlib
import struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id


def blake(data, size, key=b"", salt=b"", person=b""):
    return hashlib.blake2b(data, digest_size=size, key=key, salt=salt, person=person).digest()


def rotl(v, n):
    return ((v << n) & 0xFFFFFFFF) | (v >> (32 - n))


def hchacha20(key, nonce16):
    s = list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key)) + list(struct.unpack("<4I", nonce16))

    def quarter(a, b, c, d):
        s[a] = (s[a] + s[b]) & 0xFFFFFFFF; s[d] = rotl(s[d] ^ s[a], 16)
        s[c] = (s[c] + s[d]) & 0xFFFFFFFF; s[b] = rotl(s[b] ^ s[c], 12)
        s[a] = (s[a] + s[b]) & 0xFFFFFFFF; s[d] = rotl(s[d] ^ s[a], 8)
        s[c] = (s[c] + s[d]) & 0xFFFFFFFF; s[b] = rotl(s[b] ^ s[c], 7)

    for _ in range(10):
        quarter(0, 4, 8, 12); quarter(1, 5, 9, 13); quarter(2, 6, 10, 14); quarter(3, 7, 11, 15)
        quarter(0, 5, 10, 15); quarter(1, 6, 11, 12); quarter(2, 7, 8, 13); quarter(3, 4, 9, 14)
    return struct.pack("<4I", *s[:4]) + struct.pack("<4I", *s[12:])


def xchacha_seal(key, nonce24, ad, plain):
    return ChaCha20Poly1305(hchacha20(key, nonce24[:16])).encrypt(b"\0" * 4 + nonce24[16:], plain, ad)


def subkey(master, number):
    return blake(b"", 32, key=master, salt=struct.pack("<Q", number) + b"\0" * 8, person=b"cbkstudy" + b"\0" * 8)


def cbor_head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for code, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << (8 * width):
            return bytes([major << 5 | code]) + value.to_bytes(width, "big")
    raise ValueError


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return cbor_head(0, value) if value >= 0 else cbor_head(1, -value - 1)
    if isinstance(value, bytes):
        return cbor_head(2, len(value)) + value
    if isinstance(value, str):
        utf8 = value.encode()
        return cbor_head(3, len(utf8)) + utf8
    return cbor_head(4, len(value)) + b"".join(cbor(v) for v in value)


def show(name, data):
    print(name, data.hex())


def main():
    study, master, user = bytes(range(16)), bytes(range(32, 64)), bytes(range(100, 116))
    show("argon2id", Argon2id(salt=bytes(range(16)), length=32, iterations=1, lanes=1, memory_cost=8192).derive("口令 correct horse".encode()))
    for number in range(1, 10):
        show(f"subkey-{number}", subkey(master, number))
    slot_id = blake(study + "li.na".encode(), 16)
    show("slot-id", slot_id)
    # slot: kind 1, KDF 1, ops 1, 8 MiB
    salt, nonce = bytes(range(16, 32)), bytes(range(64, 88))
    fixed = study + struct.pack("<I", 1) + b"\1" + slot_id + b"\1" + struct.pack("<II", 1, 8192) + salt
    kek = Argon2id(salt=salt, length=32, iterations=1, lanes=1, memory_cost=8192).derive(b"correct horse battery")
    show("slot-wrapped", xchacha_seal(kek, nonce, fixed, master + user))
    # header with that one slot
    secrets = cbor([1, [[slot_id, user, "li.na"]], [], [7, bytes(range(32))]])
    sealed_nonce = bytes(range(200, 224))
    head = b"CBKSTUDY" + struct.pack("<HH", 1, 1) + study + struct.pack("<QI", 9, 1) + bytes(range(150, 166)) + struct.pack("<HH", 1, 131)
    head += b"\1\1" + slot_id + b"\1" + struct.pack("<II", 1, 8192) + salt + nonce + xchacha_seal(kek, nonce, fixed, master + user)
    sealed = xchacha_seal(subkey(master, 3), sealed_nonce, study + struct.pack("<Q", 9), secrets)
    head += struct.pack("<I", len(sealed)) + sealed_nonce + sealed
    head += blake(head, 32)
    head += blake(head, 32, key=subkey(master, 4))
    show("header", head)
    # pack of two parts, 70000 and 3 bytes: the file's hash stands for its bytes
    pack_id, random = bytes(range(1, 17)), bytes(range(33, 49))
    parts = [bytes(i * 7 % 251 for i in range(70000)), b"abc"]
    entries, offset = [], 0
    for part in parts:
        entries.append([offset, len(part), hashlib.sha256(part).digest()])
        offset += len(part)
    directory = cbor([1, entries])
    plain = b"".join(parts) + directory + struct.pack("<Q", len(directory))
    key = blake(pack_id + random, 32, key=subkey(master, 2))
    fields = b"CBOB" + struct.pack("<BBHQII", 1, 2, 0, len(plain), 65536, 1) + random
    pack_header = fields + blake(fields, 24, key=key)
    chunks = [plain[i:i + 65536] for i in range(0, len(plain), 65536)]
    sealed_chunks = [AESGCM(key).encrypt(b"\0" * 4 + struct.pack("<Q", i), c, pack_header) for i, c in enumerate(chunks)]
    show("pack-header", pack_header)
    show("pack-directory", directory + struct.pack("<Q", len(directory)))
    show("pack-chunk-1", sealed_chunks[1])
    show("pack-file-sha256", hashlib.sha256(pack_header + b"".join(sealed_chunks)).digest())
    show("dedup-key", blake(hashlib.sha256(b"abc").digest(), 32, key=subkey(master, 6)))
    # audit
    value_salt = bytes(range(16))
    commitment = blake(value_salt + cbor("李娜"), 32)
    show("commitment", commitment)
    row = [1, 5, 4, 1767225600000, -210, b"boot-1", 5000, user, "reader,administrator", bytes(range(116, 132)), "os", "host", "casebook 0.1",
           "change", "subject", bytes(range(16)), None, "name", None, commitment, "typing", None, ""]
    show("canon", cbor(row))
    show("chain-hash", blake(study + cbor(row), 32, key=subkey(master, 5)))
    # recovery words of 20 bytes 0..19
    secret = bytes(range(20))
    bits = f"{int.from_bytes(secret, 'big'):0160b}" + f"{int.from_bytes(blake(secret, 32)[:3], 'big') >> 4:020b}"
    words = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[i:i + 5], 2)] for i in range(0, 180, 5))
    print("recovery-words", "-".join(words[i:i + 4] for i in range(0, 36, 4)))


main()
