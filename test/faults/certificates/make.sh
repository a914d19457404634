#!/bin/sh
# Makes the certificates of this folder anew: `sh make.sh`, with openssl 3. They are valid for a hundred years, but for `expired` and
# `not-yet-valid`. One key, made for this, serves them all; it protects nothing.
set -e
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/index"
cat >"$work/conf" <<END
[ca]
default_ca = own
[own]
database = $work/index
new_certs_dir = $work
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[this-machine]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1
[another]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:index.test
END
openssl ecparam -name prime256v1 -genkey -noout -out key.pem

make() { # NAME FROM TO EXTENSIONS, then who signs it
	name=$1 from=$2 to=$3 extensions=$4
	shift 4
	openssl req -new -key key.pem -subj "/CN=AutoDocs test, $name" -out "$work/request"
	openssl ca -batch -notext -config "$work/conf" -extensions "$extensions" -startdate "$from" -enddate "$to" \
		-keyfile key.pem -in "$work/request" -out "$name.pem" "$@"
}
make authority 20200101000000Z 21200101000000Z authority -selfsign
make self-signed 20200101000000Z 21200101000000Z this-machine -selfsign
make good 20200101000000Z 21200101000000Z this-machine -cert authority.pem
make wrong-name 20200101000000Z 21200101000000Z another -cert authority.pem
make expired 20200101000000Z 20210101000000Z this-machine -cert authority.pem
make not-yet-valid 21100101000000Z 21200101000000Z this-machine -cert authority.pem
