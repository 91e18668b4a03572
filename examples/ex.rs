use std::path::Path;
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap();
    for file in args {
        let bytes = std::fs::read(&file).unwrap();
        let name = Path::new(&file).file_name().unwrap().to_string_lossy().into_owned();
        let stem = Path::new(&file).file_stem().unwrap().to_string_lossy().into_owned();
        let parts = match minutebook::read::read(&bytes, &name, &Default::default()) {
            Ok(p) => p,
            Err(e) => {
                eprintln!("{file}: {e}");
                continue;
            }
        };
        let mut lines = Vec::new();
        for part in &parts {
            if out == "-blocks" {
                for b in &part.document.blocks {
                    println!("{:?}", b.body);
                }
                continue;
            }
            for m in minutebook::parse::parse(&part.document, &name) {
                lines.push(serde_json::to_string(&m).unwrap());
            }
        }
        if out != "-blocks" {
            std::fs::write(format!("{out}/{stem}.json"), lines.join("\n")).unwrap();
        }
    }
}
