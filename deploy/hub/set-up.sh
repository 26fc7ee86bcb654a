#!/bin/sh
# Makes the groups and the exchange folder of a classroom, for one instructor's account. Run as root; may be repeated.
#   set-up.sh INSTRUCTOR [EXCHANGE]
set -eu
instructor=${1:?name the instructor\'s account: set-up.sh INSTRUCTOR [EXCHANGE]}
exchange=${2:-/srv/dlcourse/exchange}

groupadd --force --system dlcourse-students
groupadd --force --system dlcourse-instructors
usermod --append --groups dlcourse-instructors "$instructor"
chmod 700 "$(getent passwd "$instructor" | cut -d: -f6)"

group=$(id -gn "$instructor")
mkdir -p "$exchange"
# nbgrader needs a folder that everybody can write; with the sticky bit, nobody can move files of others.
chmod 1777 "$exchange"
for folder in . outbound inbound feedback; do
    mkdir -p "$exchange/dlcourse/$folder"
    chown "$instructor:$group" "$exchange/dlcourse/$folder"
done
chmod 755 "$exchange/dlcourse" "$exchange/dlcourse/outbound"
# Students can write here but not list the folder. Their work gets the instructor's group, and others cannot move it.
chmod 3733 "$exchange/dlcourse/inbound"
# The name of a feedback page is the hash of a secret, which only the student and the instructor have.
chmod 711 "$exchange/dlcourse/feedback"
