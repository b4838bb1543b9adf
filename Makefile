# SPDX-License-Identifier: GPL-3.0-or-later
#
# make deps run     install what is missing, build, open a made-up school
# make deps test    the same, and run the tests
#
# Sources are found by wildcard: src/<layer>/*.c belongs to daoshi, but src/table and src/paper, which
# are programs of their own. Everything made goes to $(B).

PREFIX     ?= /usr/local
bindir     ?= $(PREFIX)/bin
libexecdir ?= $(PREFIX)/libexec/daoshi
localedir  ?= $(PREFIX)/share/locale
mandir     ?= $(PREFIX)/share/man
compdir    ?= $(PREFIX)/share/bash-completion/completions
docdir     ?= $(PREFIX)/share/doc/daoshi
# where systemd looks for units, or empty: then they are examples beside the one for cron
unitdir    ?=
VERSION    := 0.1
# SITE=1: one file for all who have a login on this machine (docs/site.md)
SITE       ?=
DATA_DIR   ?= /var/lib/daoshi
GROUP      ?= daoshi
OWNER      ?= root

# V=1 shows the commands
Q := $(if $(V),,@)
say = @printf '  %-4s %s\n' $(1) $@

ifeq ($(origin CC),default)
CC := gcc
endif
B        ?= build
OPTIMISE ?= -O2 -g
HARDEN   ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fcf-protection
RELRO    := -Wl,-z,relro,-z,now,-z,pack-relative-relocs -Wl,--as-needed
WARN     := -Wall -Wextra -Wshadow -Wconversion -Werror

# ------------------------------------------------------------------ packages
RUN_PACKAGES  := gcc libc6-dev make pkg-config libncurses-dev libsqlite3-dev libunistring-dev \
	libuchardet-dev libsodium-dev libzip-dev libexpat1-dev libxlsxwriter-dev libpango1.0-dev fonts-noto-cjk gettext unicode-data bzip2
TEST_PACKAGES := libcriterion-dev libvterm-dev locales clang libclang-rt-14-dev clang-format \
	cppcheck gcovr strace openssh-server openssh-client
PACKAGES := $(RUN_PACKAGES) $(if $(filter-out deps all run install,$(MAKECMDGOALS)),$(TEST_PACKAGES))

# Asked for when a recipe first needs it, because `make deps` may only just have installed it.
once  = $(eval $(1) := $(2))$($(1))
PKG_CFLAGS   = $(call once,PKG_CFLAGS,$(shell pkg-config --cflags ncursesw sqlite3 libsodium))
PKG_LIBS     = $(call once,PKG_LIBS,$(shell pkg-config --libs ncursesw sqlite3 libsodium) -lunistring)
TABLE_CFLAGS = $(call once,TABLE_CFLAGS,$(shell pkg-config --cflags uchardet libzip expat xlsxwriter))
TABLE_LIBS   = $(call once,TABLE_LIBS,$(shell pkg-config --libs uchardet libzip expat xlsxwriter) $(ICONV_LIBS) -lunistring -lm)
PAPER_CFLAGS = $(call once,PAPER_CFLAGS,$(shell pkg-config --cflags pangocairo | sed 's/-I/-isystem /g'))
PAPER_LIBS   = $(call once,PAPER_LIBS,$(shell pkg-config --libs pangocairo) -lunistring)
TEST_LIBS    = $(call once,TEST_LIBS,$(shell pkg-config --libs criterion vterm libzip))
# iconv(3) is in libc here, in libiconv there
HASH := \#
ICONV_LIBS   = $(shell printf '$(HASH)include <iconv.h>\nint main(void){iconv_t c=iconv_open("","");return c==0;}' \
	| $(CC) -x c -o /dev/null - 2>/dev/null || echo -liconv)

# ------------------------------------------------------------------- sources
LAYERS    ?= base db model ui screen cli
SRC       := $(foreach l,$(LAYERS),$(sort $(wildcard src/$(l)/*.c)))
GEN       := $(B)/gen/migrations.c $(B)/gen/pinyin_table.c
UNICODE   ?= /usr/share/unicode
OBJ       := $(SRC:src/%.c=$(B)/obj/%.o) $(GEN:$(B)/gen/%.c=$(B)/obj/gen/%.o)
TABLE_OBJ := $(patsubst src/%.c,$(B)/obj/%.o,$(sort $(wildcard src/table/*.c)))
PAPER_OBJ := $(patsubst src/%.c,$(B)/obj/%.o,$(sort $(wildcard src/paper/*.c)))
TEST_LAYERS ?= $(LAYERS) table site
TEST_SRC  := $(sort $(wildcard tests/support/*.c) $(foreach l,$(TEST_LAYERS),$(wildcard tests/$(l)/*.c)))
TEST_OBJ  := $(TEST_SRC:%.c=$(B)/obj/%.o)
LIB       := $(B)/libdaoshi.a
MO        := $(B)/locale/zh_CN/LC_MESSAGES/daoshi.mo
PROGRAMS  := $(B)/daoshi $(B)/daoshi-table $(B)/daoshi-paper
MIGRATIONS := $(sort $(wildcard src/db/migration/*.sql))

CPPFLAGS_ALL = -D_GNU_SOURCE -DNCURSES_WIDECHAR=1 -Iinclude -Isrc -DVERSION='"$(VERSION)"' $(CPPFLAGS)
# only base/place.c knows them, and it is compiled anew for every installation
PLACES = -DLOCALE_DIR='"$(localedir)"' -DLIBEXEC_DIR='"$(libexecdir)"' -DDATA_DIR='"$(DATA_DIR)"'
# where the tests look for what Unihan says
UNICODE_FLAG = -DUNICODE_DIR='"$(UNICODE)"'
CFLAGS_ALL   = -std=gnu11 $(OPTIMISE) $(HARDEN) $(WARN) -fPIE $(CFLAGS)
LDFLAGS_ALL  = -pie $(RELRO) $(LDFLAGS)

all: $(PROGRAMS) $(MO)

# Objects are made anew when the flags are others.
FLAGS := $(CC) $(OPTIMISE) $(HARDEN) $(WARN) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) $(VERSION)
$(B)/flags: FORCE
	@mkdir -p $(B)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@

$(B)/obj/table/%.o: src/table/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(TABLE_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/obj/paper/%.o: src/paper/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(PAPER_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/obj/gen/%.o: $(B)/gen/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(B)/obj/base/place.o $(B)/obj/tests/base/place.o: CPPFLAGS_ALL += $(PLACES)
$(B)/obj/tests/%.o: tests/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(UNICODE_FLAG) -Itests $(CFLAGS_ALL) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/obj/%.o: src/%.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

$(LIB): $(OBJ)
	$(call say,AR)
	$(Q)rm -f $@ && ar rcs $@ $^
$(B)/daoshi: $(B)/obj/main.o $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)
$(B)/daoshi-table: $(TABLE_OBJ) $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(TABLE_LIBS)
$(B)/daoshi-paper: $(PAPER_OBJ) $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PAPER_LIBS)
$(B)/daoshi-manual: $(B)/obj/manual.o $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)
$(B)/daoshi-test: $(TEST_OBJ) $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) $(TEST_LIBS) -lutil

# The migrations as C: one string literal a line.
$(B)/gen/migrations.c: $(MIGRATIONS)
	@mkdir -p $(@D)
	@{ echo '#include "db/migrate.h"'; echo 'const struct migration migrations[] = {'; \
	for f in $(MIGRATIONS); do n=$${f##*/}; \
		printf '{ %d, "%s",\n' "$$(expr $${n%%_*} + 0)" "$${n%.sql}"; \
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' "$$f"; echo '},'; \
	done; echo '{ 0 } };'; } > $@
# How characters are read, from Debian's unicode-data.
$(B)/gen/pinyin_table.c: src/base/pinyin.awk src/base/surname.txt
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q){ bzcat $(UNICODE)/Unihan_Readings.txt.bz2 $(UNICODE)/Unihan_Variants.txt.bz2 && \
		cat $(UNICODE)/UnicodeData.txt; } | LC_ALL=C awk -f src/base/pinyin.awk src/base/surname.txt - > $@
	$(Q)sum=$$(cksum < $@) && printf 'const char pinyin_keys[] = PINYIN_KEYS "%s";\n' "$${sum% *}" >> $@
$(MO): src/po/zh_CN.po
	@mkdir -p $(@D)
	msgfmt -c -o $@ $<

# ---------------------------------------------------------------------- using
deps:
	@missing=; for p in $(PACKAGES); do \
		dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; \
	done; \
	if [ -n "$$missing" ]; then \
		sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
		$$sudo apt-get -q update && \
		$$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $$missing; \
	fi

# The user's own file where there is one, else a made-up school.
run: all
	@if [ -n "$$DAOSHI_DB" ] || [ -e "$${XDG_DATA_HOME:-$$HOME/.local/share}/daoshi/school.db" ]; then \
		exec $(B)/daoshi; fi; \
	[ -e $(B)/demo.db ] || $(B)/daoshi --db $(B)/demo.db demo; \
	exec $(B)/daoshi --db $(B)/demo.db

UNITS := daoshi-backup.service daoshi-backup.timer daoshi-remind.service daoshi-remind.timer
PAGES := backup.md site.md reminders.md district.md json.md matching.md
FORMS := daoshi.cron daoshi-login.sh authorized_keys.example sshd_config.example
FILL  := sed -e 's|@bindir@|$(bindir)|g' -e 's|@data@|$(DATA_DIR)|g' -e 's|@group@|$(GROUP)|g' \
	-e 's|@owner@|$(if $(SITE),$(OWNER),daoshi)|g'
as-root:
	@[ "$$(id -u)" = 0 ] || { echo >&2 "SITE=1 makes a group and gives it a program" \
		"and a folder, which root alone may do: sudo make install SITE=1"; exit 1; }
	@getent passwd $(OWNER) > /dev/null || { \
		echo >&2 "There is no user $(OWNER) to own the data folder: make one, or name another"; \
		exit 1; }
# Where the installed programs are linked, with the folders that hold for this installation.
STAGE ?= $(B)/stage
stage: all
	@mkdir -p $(STAGE)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(PLACES) $(CFLAGS_ALL) -c -o $(STAGE)/place.o src/base/place.c
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $(STAGE)/daoshi $(B)/obj/main.o $(STAGE)/place.o \
		$(LIB) $(PKG_LIBS)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $(STAGE)/daoshi-table $(TABLE_OBJ) \
		$(STAGE)/place.o $(LIB) $(TABLE_LIBS)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $(STAGE)/daoshi-paper $(PAPER_OBJ) \
		$(STAGE)/place.o $(LIB) $(PAPER_LIBS)
install: $(if $(SITE),as-root) stage docs/daoshi.1
	install -d $(DESTDIR)$(bindir) $(DESTDIR)$(libexecdir) $(DESTDIR)$(mandir)/man1 \
		$(DESTDIR)$(localedir)/zh_CN/LC_MESSAGES $(DESTDIR)$(compdir)
	install -m 755 $(STAGE)/daoshi $(DESTDIR)$(bindir)/daoshi
	install -m 755 $(STAGE)/daoshi-table $(DESTDIR)$(libexecdir)/daoshi-table
	install -m 755 $(STAGE)/daoshi-paper $(DESTDIR)$(libexecdir)/daoshi-paper
	install -m 644 $(MO) $(DESTDIR)$(localedir)/zh_CN/LC_MESSAGES/daoshi.mo
	install -m 644 docs/daoshi.1 $(DESTDIR)$(mandir)/man1/daoshi.1
	install -m 644 src/package/daoshi.bash $(DESTDIR)$(compdir)/daoshi
	install -d $(DESTDIR)$(docdir) $(DESTDIR)$(or $(unitdir),$(docdir))
	install -m 644 $(PAGES:%=docs/%) $(DESTDIR)$(docdir)
	for f in $(FORMS); do $(FILL) src/package/$$f > $(DESTDIR)$(docdir)/$$f || exit; done
	for u in $(UNITS); do \
		$(FILL) src/package/$$u > $(DESTDIR)$(or $(unitdir),$(docdir))/$$u || exit; \
	done
	$(if $(SITE),$(SITE_UP))
# As crontab(1) is: the folder is the group's, which nobody is a member of, and the program has it.
define SITE_UP
getent group $(GROUP) > /dev/null || groupadd --system $(GROUP)
	chgrp $(GROUP) $(DESTDIR)$(bindir)/daoshi
	chmod 2755 $(DESTDIR)$(bindir)/daoshi
	install -d $(DESTDIR)$(DATA_DIR)
	chown $(OWNER):$(GROUP) $(DESTDIR)$(DATA_DIR)
	chmod 2770 $(DESTDIR)$(DATA_DIR)
	@f=$(DESTDIR)$(DATA_DIR)/school.db; [ ! -e $$f ] || { chgrp $(GROUP) $$f && chmod 0660 $$f; }
endef
# What the school wrote stays: the data folder, and the group that it belongs to.
uninstall:
	rm -f $(DESTDIR)$(bindir)/daoshi $(DESTDIR)$(libexecdir)/daoshi-table $(DESTDIR)$(libexecdir)/daoshi-paper \
		$(DESTDIR)$(localedir)/zh_CN/LC_MESSAGES/daoshi.mo $(DESTDIR)$(mandir)/man1/daoshi.1 \
		$(DESTDIR)$(compdir)/daoshi $(addprefix $(DESTDIR)$(docdir)/,$(PAGES) $(FORMS)) \
		$(addprefix $(DESTDIR)$(or $(unitdir),$(docdir))/,$(UNITS))
	-rmdir $(DESTDIR)$(libexecdir) $(DESTDIR)$(docdir)

# -------------------------------------------------------------------- testing
test:
	@+$(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$$(nproc)) all $(B)/daoshi-test
	$(B)/daoshi-test $(TEST_ARGS)
asan:
	ASAN_OPTIONS=allocator_may_return_null=1 $(MAKE) B=$(B)/asan OPTIMISE='-O1 -g' HARDEN= \
		CFLAGS='-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer' \
		LDFLAGS='-fsanitize=address,undefined' test
coverage:
	$(MAKE) B=$(B)/coverage OPTIMISE='-O0 -g' HARDEN= CFLAGS=--coverage LDFLAGS=--coverage test
	gcovr -r . --filter src/ --object-directory $(B)/coverage --txt
# a quarter of an hour: the program spoilt in every way that the tests of access are to notice
mutants: all $(B)/daoshi-test
	tests/mutants/access $(B)
lint: all $(B)/daoshi-manual
	tests/lint/run $(B)
# Schools are made once and kept: 3,000 students, a district's 100,000, and with BENCH_CITY=1 all of
# Shanghai's 1,600,000, which takes an hour and 18 GB.
BENCH_DB  := $(patsubst %,$(B)/bench/%.db,3000 100000 $(if $(BENCH_CITY),1600000))
BENCH_SRC := $(filter-out tests/bench/floor%,$(sort $(wildcard tests/bench/*.c))) \
	$(patsubst %,tests/support/%.c,fault keeper keys raw run waiting workbook)
-include $(BENCH_SRC:%.c=$(B)/obj/%.d)
bench: all $(B)/daoshi-bench $(B)/bench/floor $(B)/bench/floor_import $(BENCH_DB) $(B)/bench/30000.db
	$(B)/daoshi-bench $(BENCH_DB)
$(B)/daoshi-bench: $(BENCH_SRC:%.c=$(B)/obj/%.o) $(LIB)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS) $(TEST_LIBS)
$(B)/bench/floor $(B)/bench/floor_import: $(B)/bench/%: $(B)/obj/tests/bench/%.o
	@mkdir -p $(@D)
	$(call say,LD)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(PKG_LIBS)
$(B)/bench/%.db: src/model/demo.c $(MIGRATIONS) | all
	@mkdir -p $(@D)
	@rm -f $@ $@-journal
	$(B)/daoshi --db $@ --today 2026-11-23 demo --students $* --mentors $$(expr $* / 15) --years 5
docs: all $(B)/daoshi-manual
	$(B)/daoshi-manual > docs/daoshi.1
	tests/lint/po update
format:
	clang-format -i $$(tests/lint/sources '*.c' '*.h')
clean:
	rm -rf $(B)

FORCE:
.PHONY: all deps run stage as-root install uninstall test asan coverage lint mutants bench docs format clean FORCE
.DELETE_ON_ERROR:
-include $(OBJ:.o=.d) $(TABLE_OBJ:.o=.d) $(PAPER_OBJ:.o=.d) $(TEST_OBJ:.o=.d) $(B)/obj/main.d $(B)/obj/manual.d
