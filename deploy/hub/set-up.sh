#!/bin/sh
# Makes the groups and the exchange folder of a classroom, for one instructor's account. Run as root; again does no harm.
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
# nbgrader wants a folder that all may write into; the sticky bit keeps them from moving what is not theirs.
chmod 1777 "$exchange"
for folder in . outbound inbound feedback; do
    mkdir -p "$exchange/dlcourse/$folder"
    chown "$instructor:$group" "$exchange/dlcourse/$folder"
done
chmod 755 "$exchange/dlcourse" "$exchange/dlcourse/outbound"
# Students put work in and cannot list what is there; it gets the instructor's group, and nobody moves another's.
chmod 3733 "$exchange/dlcourse/inbound"
# A feedback page is found by the hash of a secret that only its student's home and the instructor's hold.
chmod 711 "$exchange/dlcourse/feedback"
