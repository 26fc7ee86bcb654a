#!/bin/sh
# Makes an account for each name, with a home that nobody else can enter, and prints its first password. Run as root.
#   add-students.sh NAME...        (HOMES=/srv/homes puts the homes elsewhere than /home)
set -eu
for name; do
    if id -u "$name" >/dev/null 2>&1; then
        echo "$name already has an account, which was not changed." >&2
        continue
    fi
    useradd --create-home --base-dir "${HOMES:-/home}" --key HOME_MODE=0700 --shell /bin/bash \
        --groups dlcourse-students "$name"
    password=$(head -c 12 /dev/urandom | base64 | tr '+/' 'xy')
    echo "$name:$password" | chpasswd
    echo "$name $password"
done
