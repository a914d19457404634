import { normalizeName } from '../packaging/name.ts';

/** Modules that are imported by another name than the one they are installed by (PEP 503 form). */
const distributions: Readonly<Record<string, string>> = {
	attr: 'attrs',
	Bio: 'biopython',
	bs4: 'beautifulsoup4',
	cairo: 'pycairo',
	Crypto: 'pycryptodome',
	Cryptodome: 'pycryptodomex',
	cv2: 'opencv-python',
	dateutil: 'python-dateutil',
	dns: 'dnspython',
	docx: 'python-docx',
	dotenv: 'python-dotenv',
	engineio: 'python-engineio',
	faiss: 'faiss-cpu',
	fitz: 'pymupdf',
	gi: 'pygobject',
	git: 'gitpython',
	github: 'pygithub',
	gitlab: 'python-gitlab',
	grpc: 'grpcio',
	jose: 'python-jose',
	jwt: 'pyjwt',
	kafka: 'kafka-python',
	ldap: 'python-ldap',
	magic: 'python-magic',
	memcache: 'python-memcached',
	multipart: 'python-multipart',
	MySQLdb: 'mysqlclient',
	nacl: 'pynacl',
	ogr: 'gdal',
	OpenSSL: 'pyopenssl',
	osgeo: 'gdal',
	PIL: 'pillow',
	pkg_resources: 'setuptools',
	pptx: 'python-pptx',
	ruamel: 'ruamel-yaml',
	serial: 'pyserial',
	skimage: 'scikit-image',
	sklearn: 'scikit-learn',
	slugify: 'python-slugify',
	socketio: 'python-socketio',
	speech_recognition: 'speechrecognition',
	telegram: 'python-telegram-bot',
	usb: 'pyusb',
	websocket: 'websocket-client',
	win32api: 'pywin32',
	win32com: 'pywin32',
	wx: 'wxpython',
	Xlib: 'python-xlib',
	yaml: 'pyyaml',
	zmq: 'pyzmq',
};

/** What people call distributions besides, both in PEP 503 form: no module has these names. */
const otherNames: Readonly<Record<string, string>> = {
	'beautiful-soup': 'beautifulsoup4',
	beautifulsoup: 'beautifulsoup4',
	cv: 'opencv-python',
	genai: 'google-genai',
	mpl: 'matplotlib',
	np: 'numpy',
	opencv: 'opencv-python',
	pd: 'pandas',
	plt: 'matplotlib',
	pyqt: 'pyqt6',
	pytorch: 'torch',
	scikit: 'scikit-learn',
	speech: 'speechrecognition',
	tf: 'tensorflow',
};

const byNormalName: ReadonlyMap<string, string> = new Map([
	...Object.entries(otherNames),
	...Object.entries(distributions).map(([module, distribution]) => [normalizeName(module), distribution] as const),
]);

/** The distribution that a name (PEP 503 form), as people call a package or import it, is installed by, where that has another. */
export function distributionOfModule(name: string): string | undefined {
	return byNormalName.get(name);
}

/** The distribution (PEP 503 form) that a module at the top is installed by, where the names differ. In its exact spelling, as Python imports it. */
export function distributionImportedAs(module: string): string | undefined {
	return Object.hasOwn(distributions, module) ? distributions[module] : undefined;
}
